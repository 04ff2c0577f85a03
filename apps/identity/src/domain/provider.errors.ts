import { DomainError } from '#kernel/domain-error';

/** Unknown, spent, begun elsewhere or too long ago, or not what the provider said: which of them is not told. */
export class ProviderRefused extends DomainError {
  readonly code = 'identity.provider-refused';
  readonly kind = 'unauthenticated';
  constructor() {
    super('This sign-in did not come through; begin again.');
  }
}

/** Told to whoever has shown to be it; whether somebody here has the same address is told to nobody. */
export class ProviderNotLinked extends DomainError {
  readonly code = 'identity.provider-not-linked';
  readonly kind = 'unauthenticated';
  constructor() {
    super('Nobody here has linked this. Sign in with your password, and link it then.');
  }
}

/** The sign-in has somebody of this provider, or this somebody another sign-in. */
export class ProviderLinked extends DomainError {
  readonly code = 'identity.provider-linked';
  readonly kind = 'conflict';
  constructor() {
    super('There is a link already; remove it first.');
  }
}

/** Nor does it tell who it would have been: nobody has come back yet. */
export class ProviderUnavailable extends DomainError {
  readonly code = 'identity.provider-unavailable';
  readonly kind = 'unavailable';
  constructor() {
    super('This provider is not answering. Sign in with your password, or try again later.');
  }
}
