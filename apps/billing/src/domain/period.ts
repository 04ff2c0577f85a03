import { addDays, addMonths, type LocalDate } from '#kernel/dates';
import { DomainError } from '#kernel/domain-error';

/** Days of the books, both included. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A period that ends before it begins. */
export class BackwardsPeriod extends DomainError {
  readonly code = 'billing.period-backwards';
  readonly kind = 'invalid';
  constructor(override readonly facts: Period) {
    super('the period ends before it begins');
  }
}

/** What somebody asks for; where nothing else is said, the twelve months up to its end, which is today. */
export function periodOf({ from, to }: Partial<Period>, today: LocalDate): Period {
  const end = to ?? today;
  const period = { from: from ?? addDays(addMonths(end, -12), 1), to: end };
  if (period.from > period.to) throw new BackwardsPeriod(period);
  return period;
}
