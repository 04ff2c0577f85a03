import { DomainError, type Fault } from '#kernel/domain-error';
import type { Role } from '#kernel/roles';

/** What an organization is said to be does not hold together; every fault is listed. */
export class OrganizationInvalid extends DomainError {
  readonly code = 'identity.invalid-organization';
  readonly kind = 'invalid';
  constructor(override readonly faults: readonly Fault[]) {
    super(faults.map(({ detail }) => detail).join('; '));
  }
}

/** Somebody else, or an earlier request that said something else, uses this id. */
export class IdTaken extends DomainError {
  readonly code = 'identity.id-taken';
  readonly kind = 'conflict';
  constructor() {
    super('This id is in use for something else; choose a new one.');
  }
}

export class UnknownFederation extends DomainError {
  readonly code = 'identity.unknown-federation';
  readonly kind = 'rule';
  constructor() {
    super('A club belongs to a federation that is registered here.');
  }
}

/** Offers are priced in the federation's currency at both levels. */
export class CurrencyDiffers extends DomainError {
  readonly code = 'identity.currency-differs';
  readonly kind = 'rule';
  constructor(override readonly facts: { currency: string; expected: string }) {
    super(`A club trades in the currency of its federation, ${facts.expected}, not ${facts.currency}.`);
  }
}

export class RoleDoesNotFit extends DomainError {
  readonly code = 'identity.role-does-not-fit';
  readonly kind = 'rule';
  constructor(override readonly facts: { role: Role; expected: Role }) {
    super(`In this organization the role is ${facts.expected}, not ${facts.role}.`);
  }
}

/** The address has a role in this organization already. */
export class AlreadyGranted extends DomainError {
  readonly code = 'identity.already-granted';
  readonly kind = 'conflict';
  constructor() {
    super('This address can sign in for the organization already.');
  }
}

/** One answer for an unknown address, a wrong password and somebody whom every organization has disabled. */
export class SignInRefused extends DomainError {
  readonly code = 'identity.sign-in-refused';
  readonly kind = 'unauthenticated';
  constructor() {
    super('The e-mail address or the password is not right.');
  }
}

export class SignInSlowed extends DomainError {
  readonly code = 'identity.sign-in-slowed';
  readonly kind = 'too-many';
  constructor(override readonly facts: { retryAfterSeconds: number }) {
    super(`Too many failed tries; try again in ${facts.retryAfterSeconds} s.`);
  }
}

/** The session, refresh token or API key is unknown, ended, expired or revoked: which of them is not told. */
export class SessionEnded extends DomainError {
  readonly code = 'identity.session-ended';
  readonly kind = 'unauthenticated';
  constructor() {
    super('The session has ended; sign in again.');
  }
}

export class OrganizationNotGranted extends DomainError {
  readonly code = 'identity.organization-not-granted';
  readonly kind = 'forbidden';
  constructor() {
    super('You have no role in this organization.');
  }
}

/** A batch of an import names a person or account the network does not have: retrying or a person has to look. */
export class AdmissionBroken extends DomainError {
  readonly code = 'identity.admission-broken';
  readonly kind = 'rule';
  constructor(override readonly facts: { row: number; missing: 'person' | 'account' }) {
    super(`Row ${facts.row} names a ${facts.missing} that is not in this network.`);
  }
}
