import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { DomainError } from '#kernel/domain-error';
import type { Uuid } from '#kernel/ids';

/** What would be written is no longer what a preview showed: prices, taxes, or what was paid have changed. */
export class PreviewChanged extends DomainError {
  readonly code = 'billing.preview-changed';
  readonly kind = 'conflict';
  override readonly facts: Pick<PlannedBilling, 'previewHash' | 'documents'> & { readonly changed?: readonly Uuid[] };
  /** `changed`: of a part of a batch order, the operations that differ; the others would still be what they were. */
  constructor({ previewHash, documents }: PlannedBilling, changed?: readonly Uuid[]) {
    super('it would no longer bill what the preview showed');
    this.facts = { previewHash, documents: documents.slice(0, 20), ...(changed && { changed }) }; // The first ones: a batch has hundreds.
  }
}

/** A replaced sale is neither replaced nor cancelled again; its successor may be (REP-12). */
export class SaleReplaced extends DomainError {
  readonly code = 'billing.sale-replaced';
  readonly kind = 'conflict';
  constructor(override readonly facts: { saleId: Uuid }) {
    super('this sale was replaced by another');
  }
}

/** A membership is cancelled as one: it ends, its place is free, and its line is credited with it. A correction credits the line alone. */
export class MembershipStands extends DomainError {
  readonly code = 'billing.membership-stands';
  readonly kind = 'rule';
  constructor(override readonly facts: { saleId: Uuid }) {
    super('the membership of this line goes on: cancel that, or correct the line by a credit note');
  }
}

/** An affiliation is cancelled as one, by its federation. Short of all of it, its line may be corrected. */
export class AffiliationStands extends DomainError {
  readonly code = 'billing.affiliation-stands';
  readonly kind = 'rule';
  constructor(override readonly facts: { invoiceId: Uuid }) {
    super('the affiliation of this line goes on: cancel that, or credit less than the whole line');
  }
}

/** An operation that made other documents before: its id is no longer free. */
export class OperationDone extends DomainError {
  readonly code = 'billing.operation-done';
  readonly kind = 'conflict';
  constructor(override readonly facts: { operationId: Uuid }) {
    super('this operation was carried out before, as another one');
  }
}
