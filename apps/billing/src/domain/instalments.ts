import { addMonths, type LocalDate } from '#kernel/dates';
import { shareOf } from '#kernel/money';
import { BadInstalments } from './payment.errors.js';

/** The first amount in money or as a share of the whole; none named: as all others (BIL-13). */
export type FirstAmount = { readonly amountMinor: number } | { readonly ratePpm: number } | undefined;

export interface InstalmentTerms {
  readonly totalMinor: number;
  readonly many: number;
  readonly first: FirstAmount;
  readonly firstOn: LocalDate; // The day of checkout, or a fixed one.
  readonly nextOn: LocalDate; // Of the second; the others follow month by month.
}

export interface Instalment {
  readonly dueOn: LocalDate;
  readonly amountMinor: number;
}

/** Splits a total into instalments. What does not divide goes a cent each to the earliest after the first. */
export function instalmentsOf({ totalMinor, many, first, firstOn, nextOn }: InstalmentTerms): Instalment[] {
  if (many > 1 && nextOn <= firstOn) throw new BadInstalments('the second instalment comes after the first');
  const firstMinor = many === 1 ? totalMinor : firstOf(totalMinor, many, first);
  const rest = totalMinor - firstMinor;
  if (firstMinor <= 0 || rest < many - 1) throw new BadInstalments('each instalment is at least a cent');
  const base = many > 1 ? Math.floor(rest / (many - 1)) : 0;
  const extra = rest - base * (many - 1);
  return Array.from({ length: many }, (_, i) =>
    i === 0 ? { dueOn: firstOn, amountMinor: firstMinor } : { dueOn: addMonths(nextOn, i - 1), amountMinor: base + (i <= extra ? 1 : 0) },
  );
}

function firstOf(totalMinor: number, many: number, first: FirstAmount): number {
  if (!first) return Math.ceil(totalMinor / many);
  return 'amountMinor' in first ? first.amountMinor : shareOf(totalMinor, first.ratePpm);
}
