import { DomainError } from '#kernel/domain-error';

/** It is previewed still, under way, or over. */
export class BatchOrderNotReady extends DomainError {
  readonly code = 'memberships.batch-order-not-ready';
  readonly kind = 'conflict';
  constructor(override readonly facts: { state: string }) {
    super(`The order is ${facts.state}.`);
  }
}

export class BatchHashDiffers extends DomainError {
  readonly code = 'memberships.batch-hash-differs';
  readonly kind = 'conflict';
  constructor(override readonly facts: { previewHash: string }) {
    super('That is not the hash of what this order was previewed as.');
  }
}

export class BatchOrderIncomplete extends DomainError {
  readonly code = 'memberships.batch-order-incomplete';
  readonly kind = 'conflict';
  constructor(override readonly facts: { rows: number; there: number }) {
    super(`Of ${facts.rows} rows ${facts.there} have arrived.`);
  }
}
