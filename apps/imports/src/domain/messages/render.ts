import type { Issue, Params } from '../issue.js';
import { type Language, headerOf } from '../template.js';
import { en, enPieces } from './en.js';
import { fr, frPieces } from './fr.js';
import type { Wording } from './wording.js';

const catalogues: Readonly<Record<Language, ReadonlyMap<string, Wording>>> = {
  en: new Map(Object.entries(en)),
  fr: new Map(Object.entries(fr)),
};
const pieces = { en: enPieces, fr: frPieces };

/** An issue in the reader's language: what is wrong, and what would be right. */
export function render(
  { code, variant, column, params }: Pick<Issue, 'code' | 'variant' | 'column' | 'params'>,
  language: Language,
): Wording {
  const catalogue = catalogues[language];
  const wording = catalogue.get(variant === null ? code : `${code}.${variant}`) ?? catalogue.get(code);
  if (!wording) throw new Error(`no ${language} wording for ${code} ${variant ?? ''}`);
  const values: Params = {
    ...params,
    column: column === null ? '' : headerOf(column, language),
    rule: ruleOf(params, language),
    until: params.heldUntil === undefined ? '' : fill(pieces[language].until, params),
  };
  return { detail: fill(wording.detail, values), suggestion: wording.suggestion === null ? null : fill(wording.suggestion, values) };
}

/** Who may hold a membership, from the numbers its seller gave. */
function ruleOf(params: Params, language: Language): string {
  const { minAge, maxAge, genderM, genderF } = pieces[language];
  const rules = [
    params.minAge !== undefined && fill(minAge, params),
    params.maxAge !== undefined && fill(maxAge, params),
    params.gender === 'M' && genderM,
    params.gender === 'F' && genderF,
  ];
  return rules.filter(Boolean).join(', ');
}

const fill = (text: string, values: Params): string => text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
