import { DomainError } from '#kernel/domain-error';

/** The password is right; who signs in has a second factor, and has not shown it yet. */
export class SecondFactorNeeded extends DomainError {
  readonly code = 'identity.second-factor-needed';
  readonly kind = 'unauthenticated';
  constructor() {
    super('Send the six digits of your authenticator, or a recovery code, along with the password.');
  }
}

/** Wrong, of another time, or used before: which of them is not told. */
export class SecondFactorRefused extends DomainError {
  readonly code = 'identity.second-factor-refused';
  readonly kind = 'unauthenticated';
  constructor() {
    super('The code is not right.');
  }
}

export class SecondFactorOn extends DomainError {
  readonly code = 'identity.second-factor-on';
  readonly kind = 'conflict';
  constructor() {
    super('You have a second factor already; remove it first.');
  }
}

/** No second factor, or none that waits to be confirmed. */
export class NoSecondFactor extends DomainError {
  readonly code = 'identity.no-second-factor';
  readonly kind = 'rule';
  constructor() {
    super('There is no second factor to confirm or remove.');
  }
}
