import { exactKeyOf, mixesScripts } from '../match.js';
import { isGivenName } from './nicknames.js';
import type { Model } from './model.js';
import type { Portrait } from './traits.js';
import { weigh, type Expectation, type Weighed } from './weigh.js';

/*
 * What to do about two records that were compared. Only the seed's exact rule (IMP-8) links by itself, and not even that where a veto
 * stands against it; everything else that is likely enough is a proposal, which a person answers. Twins, namesakes, parents and
 * children, couples: nobody is merged for looking alike.
 */

/**
 * same       the exact rule holds and nothing speaks against it: an import reuses the person
 * possible   likely enough to ask
 * different  not worth a question
 */
export type Verdict = 'same' | 'possible' | 'different';

/** What no score outweighs: such a pair is never linked unasked. */
export type Veto = 'other-gender' | 'other-first-name' | 'one-household' | 'mixed-scripts';

export interface Judged extends Weighed {
  readonly verdict: Verdict;
  readonly vetoes: readonly Veto[];
  /** Nearly no doubt, and no veto: shown first. Still a question. */
  readonly certain: boolean;
}

/** From here on a pair is worth a question; nine in ten of those asked are one person. */
export const askFrom = 0.2;
export const certainFrom = 0.9999;

export function judgePair(a: Portrait, b: Portrait, model: Model, expected: Expectation): Judged {
  return judged(a, b, weigh(a, b, model, expected));
}

export function judged(a: Portrait, b: Portrait, weight: Weighed): Judged {
  const vetoes = vetoesOn(a, b, weight);
  const free = vetoes.length === 0;
  if (isExact(a, b)) return { ...weight, verdict: free ? 'same' : 'possible', vetoes, certain: free };
  const likely = weight.probability >= askFrom && !areTwo(weight, vetoes);
  return { ...weight, verdict: likely ? 'possible' : 'different', vetoes, certain: likely && free && weight.probability >= certainFrom };
}

/**
 * Two people, however much else agrees: a first name of one's own on the same last name (a twin, a sister, a couple), and one that
 * only looks alike together with the other gender (Michel and Michèle).
 */
function areTwo({ because }: Weighed, vetoes: readonly Veto[]): boolean {
  if (because.some(({ clause, level }) => clause === 'firstName' && level === 'different')) return true;
  return vetoes.includes('other-gender') && vetoes.includes('other-first-name');
}

/** IMP-8, as `judge` and admission have it. */
export function isExact(a: Portrait, b: Portrait): boolean {
  const key = exactKeyOf(a);
  return key !== undefined && key === exactKeyOf(b);
}

/** A twin's name, a sister's: not the same, nor a form of it, nor a slip of the hand, which makes a name that nobody has. */
const isOther = ({ first: a }: Portrait, { first: b }: Portrait, level: string, weight: number): boolean =>
  level !== 'same' && level !== 'short-form' && (weight <= 0 || (isGivenName(a.key) && isGivenName(b.key)));

function vetoesOn(a: Portrait, b: Portrait, { because }: Weighed): Veto[] {
  const vetoes: Veto[] = [];
  if (a.gender && b.gender && a.gender !== b.gender) vetoes.push('other-gender');
  if (because.some(({ clause, level, weight }) => clause === 'firstName' && isOther(a, b, level, weight))) vetoes.push('other-first-name');
  // A family that lists two members means two people, until it says otherwise.
  if (a.households?.some((id) => b.households?.includes(id))) vetoes.push('one-household');
  if (mixesScripts(a) || mixesScripts(b)) vetoes.push('mixed-scripts');
  return vetoes;
}
