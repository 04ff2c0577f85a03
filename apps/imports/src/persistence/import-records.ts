import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { ImportCounts, ImportKind, ImportRecord, ImportState, UndoProgress } from '#contracts/imports/imports';
import { query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import type { UndoState } from '../domain/undo.js';
import { Import } from './import.entity.js';

/** An import of this organization, with its preview; a foreign one is as missing as one that never was. */
export async function getImport(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<Import> {
  const found = await em.findOne(Import, { id, organizationId }, { populate: ['preview', 'fileFormat'] });
  if (!found) throw new Missing('imports.no-such-import');
  return found;
}

/** The same without it, held until the transaction ends: whoever changes an import takes its turn here. */
export async function getImportForUpdate(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<Import> {
  const found = await em.findOne(Import, { id, organizationId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!found) throw new Missing('imports.no-such-import');
  return found;
}

/** Held, and with its preview. */
export async function getPreviewForUpdate(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<Import> {
  const found = await getImportForUpdate(em, organizationId, id);
  await em.populate(found, ['preview', 'fileFormat']);
  return found;
}

interface RecordRow {
  id: Uuid;
  kind: ImportKind;
  fileName: string;
  state: ImportState;
  counts: ImportCounts;
  processed: number;
  people: number;
  memberships: number;
  invoices: number;
  createdBy: string;
  createdAt: Date;
  checkedAt: Date | null;
  committedAt: Date | null;
  finishedAt: Date | null;
  publishedAt: Date | null;
  previewHash: string | null;
  sameContentAs: Uuid[];
  reason: string | null;
  undo: UndoState | null;
  version: number;
}

/* IMP-16: committed imports of the same content, oldest first. */
const sameContent = `ARRAY(
  SELECT other.id FROM imports other
  WHERE other.organization_id = i.organization_id AND other.sha256 = i.sha256 AND other.id <> i.id AND other.state IN ('running', 'paused', 'finished', 'undoing')
  ORDER BY other.committed_at)`;

const selected = `i.id, i.kind, i.file_name AS "fileName", i.state, i.counts, i.processed, i.people_done AS people,
  i.memberships_done AS memberships, i.invoices_done AS invoices, i.created_by_name AS "createdBy", i.created_at AS "createdAt",
  i.checked_at AS "checkedAt", i.committed_at AS "committedAt", i.finished_at AS "finishedAt", i.published_at AS "publishedAt",
  i.preview_hash AS "previewHash", ${sameContent} AS "sameContentAs", i.reason, i.undo, i.version`;

/** What is told of an import. Asked again and again while one runs, so it is one lean select. */
export async function importRecord(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<ImportRecord> {
  await em.flush(); // What the caller has just changed is told too.
  const [row] = await query<RecordRow>(em, `SELECT ${selected} FROM imports i WHERE i.id = $1 AND i.organization_id = $2`, [
    id,
    organizationId,
  ]);
  if (!row) throw new Missing('imports.no-such-import');
  return recordOf(row);
}

export interface ListedAfter {
  readonly createdAt: Date;
  readonly id: Uuid;
}

/** An organization's imports, the latest first. */
export async function importRecords(
  em: EntityManager,
  organizationId: Uuid,
  { kind = null, after, limit }: { kind?: ImportKind | null; after?: ListedAfter; limit: number },
): Promise<ImportRecord[]> {
  const rows = await query<RecordRow>(
    em,
    `SELECT ${selected} FROM imports i WHERE i.organization_id = $1 AND ($2::text IS NULL OR i.kind = $2)
       AND ($3::timestamptz IS NULL OR (i.created_at, i.id) < ($3, $4::uuid))
     ORDER BY i.created_at DESC, i.id DESC LIMIT $5`,
    [organizationId, kind, after?.createdAt ?? null, after?.id ?? null, limit],
  );
  return rows.map(recordOf);
}

function recordOf({
  people,
  memberships,
  invoices,
  createdAt,
  checkedAt,
  committedAt,
  finishedAt,
  publishedAt,
  undo,
  ...row
}: RecordRow): ImportRecord {
  return {
    ...row,
    stages: { people, memberships, invoices },
    undo: undo && undoProgress(undo),
    createdAt: createdAt.toISOString(),
    checkedAt: checkedAt?.toISOString() ?? null,
    committedAt: committedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    publishedAt: publishedAt?.toISOString() ?? null,
  };
}

const undoProgress = ({ startedAt, finishedAt, rows, documents, memberships, people, undone, kept }: UndoState): UndoProgress => ({
  startedAt,
  finishedAt,
  rows,
  documents,
  memberships,
  people,
  undone,
  kept,
});
