import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';

/** The invoice of an affiliation has one line. */
export const affiliationLine = 1;

export const keepAffiliationInvoice = (
  em: EntityManager,
  one: { documentId: Uuid; affiliationId: Uuid; issuerId: Uuid; debtorId: Uuid },
): Promise<number> =>
  execute(em, 'INSERT INTO affiliation_invoices (document_id, affiliation_id, issuer_id, debtor_id) VALUES ($1, $2, $3, $4)', [
    one.documentId,
    one.affiliationId,
    one.issuerId,
    one.debtorId,
  ]);

/** The invoices of affiliations, by affiliation. */
export async function invoicesOfAffiliations(em: EntityManager, affiliationIds: readonly Uuid[]): Promise<Map<Uuid, Uuid>> {
  if (affiliationIds.length === 0) return new Map();
  const text = `SELECT affiliation_id AS id, document_id AS "documentId" FROM affiliation_invoices WHERE affiliation_id = ANY ($1::uuid[])`;
  const rows = await query<{ id: Uuid; documentId: Uuid }>(em, text, [affiliationIds]);
  return new Map(rows.map(({ id, documentId }) => [id, documentId]));
}

/** Of these documents, the invoices of affiliations that nobody has decided to cancel. */
export async function uncancelledAffiliations(em: EntityManager, documentIds: Iterable<Uuid>): Promise<Set<Uuid>> {
  const text = `SELECT a.document_id AS id FROM affiliation_invoices a
    WHERE a.document_id = ANY ($1::uuid[]) AND NOT EXISTS (SELECT FROM cancellations c WHERE c.document_id = a.document_id)`;
  return new Set((await query<{ id: Uuid }>(em, text, [[...new Set(documentIds)]])).map(({ id }) => id));
}
