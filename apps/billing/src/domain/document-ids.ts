import type { BillingLevel } from '#contracts/billing/documents.query';
import { derivedId, type Uuid } from '#kernel/ids';

/** Ids come from their cause: an operation that is carried out again finds what it made. */
export const documentId = (operationId: Uuid, kind: 'invoice' | 'credit-note', level: BillingLevel): Uuid =>
  derivedId(kind, operationId, level);
export const partyId = (operationId: Uuid, level: BillingLevel): Uuid => derivedId('party', operationId, level);
