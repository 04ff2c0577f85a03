import { DomainError } from '#kernel/domain-error';
import type { LocalDate } from '#kernel/dates';

/** A period that ends before it begins. */
export class PeriodBackwards extends DomainError {
  readonly code = 'billing.period-backwards';
  readonly kind = 'invalid';
  constructor(override readonly facts: { from: LocalDate; to: LocalDate }) {
    super('the period ends before it begins');
  }
}

/** More lines than a file is made of at once. */
export class TooLongForAFile extends DomainError {
  readonly code = 'billing.too-long-for-a-file';
  readonly kind = 'rule';
  constructor(override readonly facts: { atMost: number }) {
    super(`more than ${facts.atMost} lines: ask for less at once`);
  }
}
