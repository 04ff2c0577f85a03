import type { StatementLine } from '#contracts/billing/statements.query';
import { addDays, addMonths, type LocalDate } from '#kernel/dates';
import { PeriodBackwards } from './statement.errors.js';

export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate; // Inclusive.
}

/** The period of a statement: the twelve months up to its end, which is today, where nothing else is asked for. */
export function statementPeriod(from: LocalDate | undefined, to: LocalDate | undefined, today: LocalDate): Period {
  const end = to ?? (from !== undefined && from > today ? from : today);
  const period = { from: from ?? addDays(addMonths(end, -12), 1), to: end };
  if (period.from > period.to) throw new PeriodBackwards(period);
  return period;
}

/** What happened on an account, before it is known what was owed after it. */
export type StatementEntry = Omit<StatementLine, 'balanceMinor'>;

/** Each line with what is owed after it: income raises and credit lowers it, payments lower and refunds raise it (BIL-1, BIL-2). */
export function withBalances(openingMinor: number, entries: readonly StatementEntry[]): StatementLine[] {
  let balanceMinor = openingMinor;
  return entries.map((entry) => {
    balanceMinor += entry.incomeMinor + entry.cashflowMinor;
    return { ...entry, balanceMinor };
  });
}
