import type { TaxSetting } from '#contracts/identity/organizations';
import type { Block } from './paper.js';
import { named, type Words } from './words/words.js';

/** What a paper says of whoever issues it. */
export interface IssuerOfPaper {
  readonly name: string;
  readonly country: string;
  readonly province: string | null;
  readonly taxes: readonly Pick<TaxSetting, 'code' | 'registration'>[];
}

/** The issuer with the numbers its taxes are registered under (BIL-20). */
export const issuerBlock = ({ name, taxes }: IssuerOfPaper, words: Words): Block => ({
  heading: null,
  name,
  lines: taxes.flatMap(({ code, registration }) => (registration ? [`${named(words.taxes, code)} ${registration}`] : [])),
});

export const paperSize = (country: string): 'LETTER' | 'A4' => (['CA', 'US', 'MX'].includes(country) ? 'LETTER' : 'A4');
