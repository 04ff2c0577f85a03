import type { MatchState } from '#contracts/billing/payments';

/**
 * How far something is reconciled (BIL-7). What planned payments will cover is told apart from what nobody has promised; and more
 * matched than there is is an error that a person has to look at.
 */
export function matchStateOf({ totalMinor, matchedMinor, plannedMinor = 0 }: Matched): MatchState {
  if (matchedMinor > totalMinor) return 'error';
  if (matchedMinor === totalMinor && (matchedMinor > 0 || plannedMinor === 0)) return matchedMinor > 0 ? 'full' : 'none';
  if (plannedMinor > 0 && matchedMinor + plannedMinor >= totalMinor) return 'planned';
  return matchedMinor > 0 ? 'partial' : 'none';
}

export interface Matched {
  readonly totalMinor: number;
  readonly matchedMinor: number;
  readonly plannedMinor?: number; // Of it, what planned payments are going to settle.
}

/** Planned money goes to the items in the order payments will: how much of each is covered. */
export function plannedCover(openMinors: readonly number[], plannedMinor: number): number[] {
  let left = plannedMinor;
  return openMinors.map((open) => {
    const covered = Math.min(open, left);
    left -= covered;
    return covered;
  });
}
