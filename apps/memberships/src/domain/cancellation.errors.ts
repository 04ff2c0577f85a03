import { DomainError, type Fault } from '#kernel/domain-error';

/** Whoever billed the client decides what the client is credited. */
export class CancelledBySeller extends DomainError {
  readonly code = 'memberships.cancelled-by-seller';
  readonly kind = 'rule';
  constructor() {
    super('A resold membership is cancelled by the club that sold it. A federation cancels what it sells itself.');
  }
}

/** Some of what was to be cancelled cannot be; nothing was cancelled. Each with its place and the rule that bars it. */
export class NotCancellable extends DomainError {
  readonly code = 'memberships.not-cancellable';
  readonly kind = 'rule';
  constructor(override readonly faults: readonly Fault[]) {
    super('Not everything here can be cancelled as asked, so nothing was.');
  }
}

/** Another operation is about to end one of these memberships. */
export class BeingEnded extends DomainError {
  readonly code = 'memberships.being-ended';
  readonly kind = 'conflict';
  constructor() {
    super('Another cancellation or replacement of one of these memberships is under way.');
  }
}
