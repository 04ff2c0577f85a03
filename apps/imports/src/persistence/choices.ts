import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { execute, insertRows, query } from '#platform/database/sql';
import type { Decisions } from '../domain/assessment.js';
import type { Repair } from '../reading/read-file.js';

/** Who chose, and when. */
export interface Choice {
  readonly importId: Uuid;
  readonly organizationId: Uuid;
  readonly by: string;
  readonly at: Date;
}

export interface RepairToSave {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly excluded: boolean | null; // Null: as before.
}

export async function loadRepairs(em: EntityManager, importId: Uuid): Promise<Repair[]> {
  return query<Repair>(em, `SELECT row_number AS row, cells, excluded FROM repairs WHERE import_id = $1 ORDER BY row_number`, [importId]);
}

/** Adds to what was repaired in a row before. What was decided about it was decided about what it said then, and is asked again. */
export async function saveRepair(
  em: EntityManager,
  { importId, organizationId, by, at }: Choice,
  { row, cells, excluded }: RepairToSave,
): Promise<void> {
  await execute(
    em,
    `INSERT INTO repairs AS mine (import_id, row_number, organization_id, cells, excluded, repaired_by, repaired_at) VALUES ($1, $2, $3, $4, coalesce($5, false), $6, $7)
     ON CONFLICT (import_id, row_number) DO UPDATE
     SET cells = mine.cells || excluded.cells, excluded = coalesce($5, mine.excluded), repaired_by = excluded.repaired_by, repaired_at = excluded.repaired_at`,
    [importId, row, organizationId, JSON.stringify(cells), excluded, by, at],
  );
  await execute(em, `DELETE FROM decisions WHERE import_id = $1 AND row_number = $2`, [importId, row]);
}

export async function loadDecisions(em: EntityManager, importId: Uuid): Promise<Decisions> {
  const text = `SELECT row_number, person_id, offered FROM decisions WHERE import_id = $1`;
  const rows = await query<{ row_number: number; person_id: Uuid | null; offered: Uuid[] }>(em, text, [importId]);
  return new Map(rows.map(({ row_number, person_id: personId, offered }) => [row_number, { personId, offered }]));
}

export interface DecisionToSave {
  readonly row: number;
  readonly personId: Uuid | null;
  readonly offered: readonly Uuid[]; // Among whom it was chosen.
}

export async function saveDecisions(em: EntityManager, choice: Choice, decisions: readonly DecisionToSave[]): Promise<void> {
  const columns = {
    import_id: 'uuid',
    row_number: 'int',
    organization_id: 'uuid',
    person_id: 'uuid',
    offered: 'uuid[]',
    decided_by: 'text',
    decided_at: 'timestamptz',
  };
  const { importId, organizationId, by, at } = choice;
  await insertRows(
    em,
    'decisions',
    columns,
    decisions.map(({ row, personId, offered }) => [importId, row, organizationId, personId, offered, by, at]),
    `ON CONFLICT (import_id, row_number) DO UPDATE
     SET person_id = excluded.person_id, offered = excluded.offered, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
  );
}
