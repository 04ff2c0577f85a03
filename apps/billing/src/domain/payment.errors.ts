import { DomainError } from '#kernel/domain-error';

/** More is to be given back than is free (BIL-16): what is matched settles something and has to be released first. */
export class RefundExceedsCredit extends DomainError {
  readonly code = 'billing.refund-exceeds-credit';
  readonly kind = 'rule';
  constructor(override readonly facts: { askedMinor: number; creditMinor: number }) {
    super(`${facts.askedMinor} asked back, ${facts.creditMinor} of credit to be given back this way`);
  }
}

/** The money came in several ways, so that it doesn't say how it goes back. */
export class RefundMethodNeeded extends DomainError {
  readonly code = 'billing.refund-method-needed';
  readonly kind = 'rule';
  constructor(override readonly facts: { methods: readonly string[] }) {
    super(`the money came by ${facts.methods.join(' and ')}: say how it is given back`);
  }
}

/** More of an item is to be settled than is open (BIL-10). */
export class MatchExceedsItem extends DomainError {
  readonly code = 'billing.match-exceeds-item';
  readonly kind = 'rule';
  constructor(override readonly facts: { askedMinor: number; openMinor: number }) {
    super(`${facts.askedMinor} to be settled, ${facts.openMinor} still open`);
  }
}

/** More is to be settled than is free of the payment (BIL-10). */
export class MatchExceedsPayment extends DomainError {
  readonly code = 'billing.match-exceeds-payment';
  readonly kind = 'rule';
  constructor(override readonly facts: { askedMinor: number; freeMinor: number }) {
    super(`${facts.freeMinor} of the payment is free`);
  }
}

/** No line of an invoice of this account, or named twice. */
export class NoSuchItem extends DomainError {
  readonly code = 'billing.no-such-item';
  readonly kind = 'rule';
  constructor() {
    super('an item named is no line of an invoice of this account, or is named twice');
  }
}

/** Money cannot have been received on a day that is still to come: that is a planned payment. */
export class PaymentInFuture extends DomainError {
  readonly code = 'billing.payment-in-future';
  readonly kind = 'rule';
  constructor(override readonly facts: { receivedOn: string; today: string }) {
    super(`received on ${facts.receivedOn}, but today is ${facts.today}`);
  }
}
