import type { LocalDate } from '#kernel/dates';
import { DomainError } from '#kernel/domain-error';

/** MEM-17: the federation's expiration prevails. */
export class ExpiryFixed extends DomainError {
  readonly code = 'memberships.expiry-fixed';
  readonly kind = 'rule';
  constructor() {
    super('Its last day follows from the offer. Only that of a fixed duration is moved for one person.');
  }
}

export class ExpiryBeforeStart extends DomainError {
  readonly code = 'memberships.expiry-before-start';
  readonly kind = 'rule';
  constructor(override readonly facts: { effectiveOn: LocalDate }) {
    super(`It would end before it takes effect on ${facts.effectiveOn}.`);
  }
}

/** MEM-13, MEM-14: the holder has the same for a part of that time, here or through another club. */
export class ExpiryOverlaps extends DomainError {
  readonly code = 'memberships.expiry-overlaps';
  readonly kind = 'rule';
  constructor(override readonly facts: Record<string, string>) {
    super('The same membership is held for a part of that time already.');
  }
}

/** MEM-16: it was cancelled or replaced. */
export class MembershipEnded extends DomainError {
  readonly code = 'memberships.membership-ended';
  readonly kind = 'rule';
  constructor() {
    super('It was cancelled or replaced, and its dates stay as they were.');
  }
}

/** Somebody changed it since it was read. */
export class StaleMembership extends DomainError {
  readonly code = 'memberships.stale-membership';
  readonly kind = 'stale';
  constructor() {
    super('The membership has changed since. Read it again and repeat the change.');
  }
}
