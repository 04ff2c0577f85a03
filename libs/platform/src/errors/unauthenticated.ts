import { DomainError } from '#kernel/domain-error';

/** Nobody, or nobody we can verify, asks for this. */
export class Unauthenticated extends DomainError {
  readonly kind = 'unauthenticated';
  constructor(
    detail = 'Sign in first.',
    readonly code: string = 'platform.unauthenticated',
  ) {
    super(detail);
  }
}
