import { DomainError, type Fault } from '#kernel/domain-error';

/** What is told of a contact cannot be; every fault is listed. */
export class ContactInvalid extends DomainError {
  readonly code = 'identity.invalid-contact';
  readonly kind = 'invalid';
  constructor(override readonly faults: readonly Fault[]) {
    super(faults.map(({ detail }) => detail).join('; '));
  }
}
