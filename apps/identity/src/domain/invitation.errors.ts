import { DomainError } from '#kernel/domain-error';

/** Only somebody who is known elsewhere can be invited (ID-8 c). */
export class NotKnownElsewhere extends DomainError {
  readonly code = 'identity.not-known-elsewhere';
  readonly kind = 'rule';
  constructor() {
    super('Nobody elsewhere is known by this address: create an account instead.');
  }
}

/** The invitation was accepted or taken back already. */
export class InvitationSettled extends DomainError {
  readonly code = 'identity.invitation-settled';
  readonly kind = 'conflict';
  constructor(override readonly facts: { state: string }) {
    super(`The invitation is ${facts.state}.`);
  }
}

/** ID-9: until the owner consents there is nothing but the owner's entry. */
export class ConsentMissing extends DomainError {
  readonly code = 'identity.consent-missing';
  readonly kind = 'rule';
  constructor() {
    super('The owner of this account has not consented.');
  }
}
