import { DomainError } from '#kernel/domain-error';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';

/** A line is never credited beyond what is left of it. */
export class CreditExceedsItem extends DomainError {
  readonly code = 'billing.credit-exceeds-item';
  readonly kind = 'rule';
  constructor(override readonly facts: { askedMinor: number; openMinor: number }) {
    super('more is asked to be credited than is left of the line');
  }
}

/** Discounts never make an invoice negative: what is given back is a credit note. */
export class DiscountExceedsInvoice extends DomainError {
  readonly code = 'billing.discount-exceeds-invoice';
  readonly kind = 'rule';
  constructor(override readonly facts: { discountMinor: number; invoicedMinor: number }) {
    super('the discounts are more than all other lines together');
  }
}

/** A fee is kept of what is credited, so it is never more. */
export class FeeExceedsCredit extends DomainError {
  readonly code = 'billing.fee-exceeds-credit';
  readonly kind = 'rule';
  constructor(override readonly facts: { feeMinor: number; creditMinor: number }) {
    super('the fee is more than what is credited');
  }
}

/** Nothing of the invoice is open, so there is nothing to write off. */
export class NothingOpen extends DomainError {
  readonly code = 'billing.nothing-open';
  readonly kind = 'rule';
  constructor(override readonly facts: { invoiceId: Uuid }) {
    super('nothing of this invoice is open');
  }
}

/** Somebody would be billed on an account they are no member of. */
export class PersonNotInAccount extends DomainError {
  readonly code = 'billing.person-not-in-account';
  readonly kind = 'rule';
  constructor(override readonly facts: { personId: Uuid }) {
    super('this person is no member of the account');
  }
}

/** An invoice is to one client, one club, or one billing account. */
export class DebtorNeeded extends DomainError {
  readonly code = 'billing.debtor-needed';
  readonly kind = 'invalid';
  constructor() {
    super('say to whom: an account, a club, or a billing account, and only one of them');
  }
}

/** What asked for the federation's decision has it already. */
export class UpstreamDecided extends DomainError {
  readonly code = 'billing.upstream-decided';
  readonly kind = 'conflict';
  constructor(override readonly facts: { state: string }) {
    super('this was decided before');
  }
}

/** A number of days says nothing by itself, and credit within days needs one. */
export class UpstreamDaysNeeded extends DomainError {
  readonly code = 'billing.upstream-days-needed';
  readonly kind = 'invalid';
  constructor() {
    super('`upstreamDays` goes with `within-days`, and with nothing else');
  }
}

/** An invoice is due on the day of its issue at the earliest. */
export class DueBeforeIssue extends DomainError {
  readonly code = 'billing.due-before-issue';
  readonly kind = 'rule';
  constructor(override readonly facts: { dueOn: LocalDate; issuedOn: LocalDate }) {
    super(`due on ${facts.dueOn}, before it is issued on ${facts.issuedOn}`);
  }
}
