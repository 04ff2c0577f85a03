import type { RowOutcome } from '#contracts/imports/imports';
import type { Uuid } from '#kernel/ids';
import type { PlanRow } from './plan.js';

/** What the run has found and made of a row by now. */
export interface RowResult {
  readonly row: number;
  readonly membershipId: Uuid | null;
  readonly clientInvoice: { id: Uuid; number: string } | null;
  readonly corporateInvoice: { id: Uuid; number: string } | null;
  readonly reusedPersonId: Uuid | null; // Planned as somebody new, who turned out to exist.
  readonly skipped: boolean;
}

const settled: Partial<Record<PlanRow['outcome'], RowOutcome>> = {
  skip: 'skipped',
  exclude: 'excluded',
  invalid: 'invalid',
  undecided: 'waiting',
};

/** What became of a row. */
export function outcomeOf({ outcome }: Pick<PlanRow, 'outcome'>, result: RowResult | undefined): RowOutcome {
  const planned = settled[outcome];
  if (planned) return planned;
  if (result?.skipped) return 'skipped';
  if (!result?.membershipId) return 'waiting';
  return outcome === 'reuse' || result.reusedPersonId !== null ? 'reused' : 'created';
}
