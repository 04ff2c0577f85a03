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

/** Electronic money needs somebody who moves it; this installation has nobody. */
export class NoPaymentProvider extends DomainError {
  readonly code = 'billing.no-payment-provider';
  readonly kind = 'rule';
  constructor() {
    super('this installation has no payment provider: cards and electronic cheques cannot be charged');
  }
}

/** The organization does not let its clients pay online (BIL-12). */
export class OnlineNotAllowed extends DomainError {
  readonly code = 'billing.online-not-allowed';
  readonly kind = 'rule';
  constructor() {
    super('the organization takes no online payments');
  }
}

/** Online, one pays at least the organization's minimum, or all that is owed if that is less; and never more than is owed (BIL-12). */
export class OnlineAmountOutOfBounds extends DomainError {
  readonly code = 'billing.online-amount-out-of-bounds';
  readonly kind = 'rule';
  constructor(override readonly facts: { askedMinor: number; atLeastMinor: number; atMostMinor: number }) {
    super(`between ${facts.atLeastMinor} and ${facts.atMostMinor} can be paid online now`);
  }
}

/** Only a cheque that is waiting is deposited, and not before the day written on it (BIL-14). */
export class ChequeNotDepositable extends DomainError {
  readonly code = 'billing.cheque-not-depositable';
  readonly kind = 'rule';
  constructor(override readonly facts: { plannedPaymentId: string; state: string; dueOn: string }) {
    super(`the cheque is ${facts.state} and dated ${facts.dueOn}`);
  }
}

/** What is asked does not fit the state a planned payment is in. */
export class PlannedPaymentState extends DomainError {
  readonly code = 'billing.planned-payment-state';
  readonly kind = 'conflict';
  constructor(override readonly facts: { state: string }) {
    super(`the planned payment is ${facts.state}`);
  }
}

/** A planned payment is moved before its day comes, and to a day that has not passed. */
export class PlannedDayPassed extends DomainError {
  readonly code = 'billing.planned-day-passed';
  readonly kind = 'rule';
  constructor(override readonly facts: { dueOn: string; today: string }) {
    super(`${facts.dueOn} has come, or is past: it is ${facts.today}`);
  }
}

/** Instalments that cannot be: a first amount beyond the whole, or days that go backwards. */
export class BadInstalments extends DomainError {
  readonly code = 'billing.bad-instalments';
  readonly kind = 'rule';
}

/** A recurring charge that could never be due, or ends before it begins. */
export class BadRecurrence extends DomainError {
  readonly code = 'billing.bad-recurrence';
  readonly kind = 'rule';
}

/** An electronic payment names a card or bank account by the provider's name of it; a cheque names none. */
export class InstrumentFitsNot extends DomainError {
  readonly code = 'billing.instrument-fits-not';
  readonly kind = 'invalid';
  constructor() {
    super('an instrument is named for a card or an electronic cheque, and for nothing else');
  }
}
