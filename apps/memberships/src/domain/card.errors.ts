import { DomainError } from '#kernel/domain-error';
import type { CardVoidReason } from '#contracts/memberships/cards';

/** MEM-11: cards are optional, and this membership has none. */
export class NoCards extends DomainError {
  readonly code = 'memberships.no-cards';
  readonly kind = 'rule';
  constructor() {
    super('Memberships of this offer have no cards.');
  }
}

/** What is void is not printed, nor does a new card take its place. */
export class CardVoid extends DomainError {
  readonly code = 'memberships.card-void';
  readonly kind = 'rule';
  constructor(override readonly facts: { because: CardVoidReason }) {
    super(`This card is void: ${facts.because}.`);
  }
}

/** A visit is somebody's: their own card says whose, a family's does not. */
export class PersonNeeded extends DomainError {
  readonly code = 'memberships.person-needed';
  readonly kind = 'rule';
  constructor() {
    super('Say who it is: by a person, or a card of their own.');
  }
}
