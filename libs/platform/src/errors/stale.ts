import { DomainError } from '#kernel/domain-error';

/** The caller edits a version that is no longer the newest one. */
export class Stale extends DomainError {
  readonly kind = 'stale';
  constructor(
    readonly code: string,
    override readonly facts: { version: number },
  ) {
    super('It has changed since you read it. Read it again, then repeat your change.');
  }
}
