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
