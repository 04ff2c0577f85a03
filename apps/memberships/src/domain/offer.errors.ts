import { DomainError, type Fault } from '#kernel/domain-error';

/** A membership that could never be sold as designed. */
export class BadOffer extends DomainError {
  readonly code = 'memberships.bad-offer';
  readonly kind = 'rule';
  constructor(override readonly faults: readonly Fault[]) {
    super(faults.map(({ detail }) => detail).join(' '));
  }
}

/** MEM-5: the federation keeps the price of this membership to itself. */
export class PriceFixed extends DomainError {
  readonly code = 'memberships.price-fixed';
  readonly kind = 'rule';
  constructor() {
    super('The federation sets the price of this membership; resellers sell it at that price.');
  }
}

/** A reseller's invoices are in its own currency, and amounts are never converted. */
export class CurrencyDiffers extends DomainError {
  readonly code = 'memberships.currency-differs';
  readonly kind = 'rule';
  constructor(override readonly facts: { offer: string; reseller: string }) {
    super(`This membership is priced in ${facts.offer}, while you invoice in ${facts.reseller}.`);
  }
}

/** MEM-2: an offer stands once in a warehouse. */
export class AlreadyListed extends DomainError {
  readonly code = 'memberships.already-listed';
  readonly kind = 'conflict';
  constructor() {
    super('This membership is already in your warehouse. Change that listing instead.');
  }
}

/** Characters nobody can see or type make a name that nobody can find again. */
export class BadName extends DomainError {
  readonly code = 'memberships.bad-name';
  readonly kind = 'rule';
  constructor() {
    super('A name holds no control characters.');
  }
}

/** MEM-7: a schedule without its day, or a day without a schedule. */
export class BadVisibility extends DomainError {
  readonly code = 'memberships.bad-visibility';
  readonly kind = 'rule';
  constructor() {
    super('Something scheduled says from which day it is visible, and nothing else does.');
  }
}

/** REP-2: a replacement list names memberships of the same designer and kind, and never the one it belongs to. */
export class NoSuchTarget extends DomainError {
  readonly code = 'memberships.no-such-target';
  readonly kind = 'rule';
  constructor() {
    super('The list names something that this membership can never be replaced by.');
  }
}

/** A membership its designer sells itself stands in no other warehouse, nor one that it no longer shares. */
export class NotShared extends DomainError {
  readonly code = 'memberships.not-shared';
  readonly kind = 'rule';
  constructor() {
    super('The federation does not share this membership for resale now.');
  }
}

/** Only a federation has resellers. */
export class ResaleNotYours extends DomainError {
  readonly code = 'memberships.resale-not-yours';
  readonly kind = 'rule';
  constructor() {
    super('Only a federation designs memberships for others to resell.');
  }
}

/** MEM-19 */
export class AffiliationNotYours extends DomainError {
  readonly code = 'memberships.affiliation-not-yours';
  readonly kind = 'rule';
  constructor() {
    super('Clubs are affiliated by their federation, which sells that itself, at one level.');
  }
}
