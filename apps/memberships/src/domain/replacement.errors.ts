import { DomainError, type Fault } from '#kernel/domain-error';

/** REP-1: what a reseller sold, the reseller replaces. */
export class ReplacedByResellers extends DomainError {
  readonly code = 'memberships.replaced-by-resellers';
  readonly kind = 'rule';
  constructor() {
    super('A resold membership is replaced by the club that sold it. A federation replaces what it sells itself.');
  }
}

/** Some of what was to be replaced cannot be; nothing was replaced. Each with its place and the rule that bars it. */
export class NotReplaceable extends DomainError {
  readonly code = 'memberships.not-replaceable';
  readonly kind = 'rule';
  constructor(override readonly faults: readonly Fault[]) {
    super('Not everything here can be replaced as asked, so nothing was.');
  }
}

/** Another operation is about to end one of these memberships. */
export class BeingReplaced extends DomainError {
  readonly code = 'memberships.being-replaced';
  readonly kind = 'conflict';
  constructor() {
    super('Another replacement or cancellation of one of these memberships is under way.');
  }
}
