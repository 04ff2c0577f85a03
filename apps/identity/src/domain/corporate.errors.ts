import { DomainError } from '#kernel/domain-error';

/** ID-7 */
export class NotCorporate extends DomainError {
  readonly code = 'identity.not-corporate';
  readonly kind = 'rule';
  constructor() {
    super('A person owns this account: it has a username of its owner’s, and no others.');
  }
}

export class UsernameGiven extends DomainError {
  readonly code = 'identity.username-given';
  readonly kind = 'conflict';
  constructor() {
    super('Whoever signs in with this address has access already.');
  }
}

/** Nobody of this organization signs in with it; whether somebody else does is not told. */
export class UsernameUnknown extends DomainError {
  readonly code = 'identity.username-unknown';
  readonly kind = 'rule';
  constructor() {
    super('None of your clients and users signs in with this address: ask by a letter instead.');
  }
}
