import { DomainError } from '#kernel/domain-error';
import type { Uuid } from '#kernel/ids';

/** A price in another currency than the one its issuer keeps its books in. */
export class ForeignCurrency extends DomainError {
  readonly code = 'billing.foreign-currency';
  readonly kind = 'rule';
  constructor(override readonly facts: { issuerId: Uuid; asked: string; kept: string }) {
    super(`priced in ${facts.asked}, but the issuer keeps its books in ${facts.kept}`);
  }
}

/** Documents of an import go by the taxes its preview showed; none were frozen for this one. */
export class TaxesNotFrozen extends DomainError {
  readonly code = 'billing.taxes-not-frozen';
  readonly kind = 'conflict';
  constructor(override readonly facts: { importId: Uuid; issuerId: Uuid }) {
    super('the taxes of this import were never frozen');
  }
}

/** A club's corporate invoices come from its own federation and from nobody else. */
export class NotItsFederation extends DomainError {
  readonly code = 'billing.not-its-federation';
  readonly kind = 'rule';
  constructor(override readonly facts: { organizationId: Uuid; federationId: Uuid }) {
    super('this club does not belong to that federation');
  }
}
