import { DomainError } from '#kernel/domain-error';

/** Absent, or somebody else's: the answer is the same, so that nobody can find out which. */
export class Missing extends DomainError {
  readonly kind = 'missing';
  constructor(readonly code: string) {
    super('There is no such thing, or it is not yours to see.');
  }
}
