import { DomainError } from '#kernel/domain-error';
import type { MembershipStatus } from '#contracts/memberships/memberships.query';

/** What an organization sells of its own is valid there alone. */
export class NotOfNetwork extends DomainError {
  readonly code = 'memberships.not-of-network';
  readonly kind = 'rule';
  constructor() {
    super('The organization that sold it designed it for itself: it has no other home.');
  }
}

/** MEM-15: whoever sold it is told, and may not fetch it back. */
export class NotHome extends DomainError {
  readonly code = 'memberships.not-home';
  readonly kind = 'rule';
  constructor() {
    super('It is at home elsewhere now. That club moves it, or the federation.');
  }
}

/** MEM-16: it expired, or was cancelled or replaced. */
export class HomeSettled extends DomainError {
  readonly code = 'memberships.home-settled';
  readonly kind = 'rule';
  constructor(override readonly facts: { status: MembershipStatus }) {
    super(`It is ${facts.status}, and stays where it was at home.`);
  }
}

export class AlreadyHome extends DomainError {
  readonly code = 'memberships.already-home';
  readonly kind = 'rule';
  constructor() {
    super('It is at home there already.');
  }
}
