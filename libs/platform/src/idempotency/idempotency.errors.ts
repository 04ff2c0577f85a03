import { DomainError } from '#kernel/domain-error';

export class InProgress extends DomainError {
  readonly code = 'platform.in-progress';
  readonly kind = 'conflict';
  constructor() {
    super('A request with this idempotency key is still being worked on.');
  }
}

export class KeyReused extends DomainError {
  readonly code = 'platform.key-reused';
  readonly kind = 'rule';
  constructor() {
    super('This idempotency key was used before, for a different request.');
  }
}
