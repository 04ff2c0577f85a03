import { DomainError, type Fault } from '#kernel/domain-error';

/** Some of what was to be sold cannot be; nothing was sold. Each with its place and reason. */
export class NotSellable extends DomainError {
  readonly code = 'memberships.not-sellable';
  readonly kind = 'rule';
  constructor(override readonly faults: readonly Fault[]) {
    super('Not everything here can be sold as it is, so nothing was.');
  }
}
