import { DomainError } from '#kernel/domain-error';

/** Somebody needed to answer is not there right now; trying again later may work. */
export class Unavailable extends DomainError {
  readonly kind = 'unavailable';
  constructor(
    detail = 'A part of the system is not answering. Try again in a moment.',
    readonly code: string = 'platform.unavailable',
  ) {
    super(detail);
  }
}
