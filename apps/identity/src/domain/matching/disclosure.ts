import { probabilityOf, type Weighed } from './weigh.js';

/**
 * What may be told of a comparison to an organization that does not itself hold the person's gender: it took part in the verdict, but
 * no reason says how it came out, nor does the score (ID-3). What remains still adds up.
 */
export function toldOnlyTheirOwn({ score, probability, because }: Weighed, own: { readonly gender: boolean }): Weighed {
  if (own.gender) return { score, probability, because };
  const told = because.filter(({ clause }) => clause !== 'gender');
  const sum = told.reduce((total, { weight }) => total + weight, 0);
  return { score: sum, probability: probabilityOf(sum), because: told };
}
