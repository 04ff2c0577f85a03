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
