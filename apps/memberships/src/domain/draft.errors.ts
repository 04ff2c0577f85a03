import { DomainError } from '#kernel/domain-error';
import type { Uuid } from '#kernel/ids';

/** What a draft showed is no longer what publishing it would do. */
export class DraftOutdated extends DomainError {
  readonly code = 'memberships.draft-outdated';
  readonly kind = 'conflict';
  constructor(override readonly facts: { offerIds: readonly Uuid[] }) {
    super('Offers have changed since the draft was made. Make it anew from what they are now.');
  }
}

/** A draft is published or discarded once. */
export class DraftClosed extends DomainError {
  readonly code = 'memberships.draft-closed';
  readonly kind = 'conflict';
  constructor(override readonly facts: { state: string }) {
    super(`The draft was ${facts.state} already.`);
  }
}
