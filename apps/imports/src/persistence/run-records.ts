import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import type { Import } from './import.entity.js';

/** What moving a run on needs of its import. */
export type RunningImport = Pick<Import, 'id' | 'organizationId' | 'federationId' | 'state' | 'revision' | 'assessment'>;

/** Held like `getImportForUpdate`, but lean: three events a batch come by here, and wait for each other. */
export async function getRunForUpdate(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<RunningImport> {
  const [found] = await query<RunningImport>(
    em,
    `SELECT id, organization_id AS "organizationId", federation_id AS "federationId", state, revision, assessment
     FROM imports WHERE id = $1 AND organization_id = $2 FOR UPDATE`,
    [id, organizationId],
  );
  if (!found) throw new Missing('imports.no-such-import');
  return found;
}

const doneColumns = { people: 'people_done', memberships: 'memberships_done', invoices: 'invoices_done' } as const;

/** Counts rows that are through a stage; with their invoices they are through all. */
export async function countDone(em: EntityManager, importId: Uuid, stage: keyof typeof doneColumns, rows: number): Promise<void> {
  const column = doneColumns[stage];
  const processed = stage === 'invoices' ? ', processed = processed + $2' : '';
  await execute(em, `UPDATE imports SET ${column} = ${column} + $2${processed} WHERE id = $1`, [importId, rows]);
}
