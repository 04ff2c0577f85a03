import { DomainError } from '#kernel/domain-error';

/** The caller is known, and may not do this. */
export class Forbidden extends DomainError {
  readonly kind = 'forbidden';
  constructor(
    detail = 'Your role does not allow this.',
    readonly code: string = 'platform.forbidden',
  ) {
    super(detail);
  }
}
