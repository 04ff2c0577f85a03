import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { ImportRecord } from '#contracts/imports/imports';
import { query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { Import } from './import.entity.js';

/** An import of this organization; a foreign one is as missing as one that never was. */
export async function getImport(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<Import> {
  const found = await em.findOne(Import, { id, organizationId });
  if (!found) throw new Missing('imports.no-such-import');
  return found;
}

/** The same, held until the transaction ends: whoever changes an import takes its turn here. */
export async function getImportForUpdate(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<Import> {
  const found = await em.findOne(Import, { id, organizationId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!found) throw new Missing('imports.no-such-import');
  return found;
}

/** Imports of the same content that this organization has committed, oldest first (IMP-16). */
export async function sameContentAs(em: EntityManager, imports: readonly Import[]): Promise<Map<Uuid, Uuid[]>> {
  const rows = await query<{ id: Uuid; earlier: Uuid }>(
    em,
    `SELECT mine.id, other.id AS earlier FROM imports mine
     JOIN imports other ON other.organization_id = mine.organization_id AND other.sha256 = mine.sha256 AND other.id <> mine.id
     WHERE mine.id = ANY ($1::uuid[]) AND other.state IN ('running', 'paused', 'finished') ORDER BY other.committed_at`,
    [imports.map(({ id }) => id)],
  );
  const same = new Map(imports.map(({ id }) => [id, [] as Uuid[]]));
  for (const { id, earlier } of rows) same.get(id)!.push(earlier);
  return same;
}

export async function importRecord(em: EntityManager, found: Import): Promise<ImportRecord> {
  return recordOf(found, (await sameContentAs(em, [found])).get(found.id)!);
}

export const recordOf = (found: Import, same: Uuid[]): ImportRecord => ({
  id: found.id,
  kind: found.kind,
  fileName: found.fileName,
  state: found.state,
  counts: found.counts,
  processed: found.processed,
  stages: { people: found.peopleDone, memberships: found.membershipsDone, invoices: found.invoicesDone },
  createdBy: found.createdByName,
  createdAt: found.createdAt.toISOString(),
  checkedAt: found.checkedAt?.toISOString() ?? null,
  committedAt: found.committedAt?.toISOString() ?? null,
  finishedAt: found.finishedAt?.toISOString() ?? null,
  publishedAt: found.publishedAt?.toISOString() ?? null,
  previewHash: found.previewHash ?? null,
  sameContentAs: same,
  reason: found.reason ?? null,
  version: found.version,
});
