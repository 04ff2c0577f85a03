import { DomainError } from '#kernel/domain-error';
import type { Right } from '#kernel/rights';

/** Somebody has to be left who can let others in. */
export class LastOwner extends DomainError {
  readonly code = 'identity.last-owner';
  readonly kind = 'rule';
  constructor() {
    super('The organization has no other owner; make somebody else one first.');
  }
}

/** ID-28: groups and ownership are an owner's to say. */
export class OwnersOnly extends DomainError {
  readonly code = 'identity.owners-only';
  readonly kind = 'forbidden';
  constructor() {
    super('Only an owner of the organization may do this.');
  }
}

export class OwnerMustAdminister extends DomainError {
  readonly code = 'identity.owner-must-administer';
  readonly kind = 'rule';
  constructor() {
    super('An owner is an administrator whose access is not disabled.');
  }
}

/** Nobody gives rights that they do not hold. */
export class MoreThanHeld extends DomainError {
  readonly code = 'identity.more-than-held';
  readonly kind = 'forbidden';
  constructor(override readonly facts: { rights: readonly Right[] | 'all' }) {
    super('Nobody gives more than they hold.');
  }
}

export class GroupNameTaken extends DomainError {
  readonly code = 'identity.group-name-taken';
  readonly kind = 'conflict';
  constructor() {
    super('The organization has a permission group of this name.');
  }
}

/** A group that is named for a user is not there; somebody else's is told alike. */
export class UnknownGroup extends DomainError {
  readonly code = 'identity.unknown-group';
  readonly kind = 'rule';
  constructor() {
    super('One of the permission groups is not there.');
  }
}

/** Only a federation has clubs, and only a club a federation. */
export class NotInANetwork extends DomainError {
  readonly code = 'identity.not-in-a-network';
  readonly kind = 'rule';
  constructor() {
    super('Rights inside clubs are for a federation to grant and for its clubs to allow.');
  }
}
