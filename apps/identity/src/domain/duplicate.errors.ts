import { DomainError } from '#kernel/domain-error';

/** The two are one person already; taking that back is an unmerge. */
export class DuplicateMerged extends DomainError {
  readonly code = 'identity.duplicate-merged';
  readonly kind = 'conflict';
  constructor() {
    super('These two were merged; there is nothing left to decide.');
  }
}
