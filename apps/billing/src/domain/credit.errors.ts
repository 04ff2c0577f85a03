import { DomainError } from '#kernel/domain-error';

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
