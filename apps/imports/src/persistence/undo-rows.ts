import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { CounteredRow } from '#contracts/billing/counter-documents.command';
import type { PartyKept } from '#contracts/identity/withdraw-people.command';
import type { KeptRowReason } from '#contracts/imports/undo';
import type { RowEnrolled } from '#contracts/memberships/cancel-memberships.command';
import { joinWhole } from '#platform/database/plans';
import { insertRows, query } from '#platform/database/sql';
import type { KeptEntry, RowUndo } from '../domain/kept.js';
import { touchedSince, type DecidedRow } from '../domain/undo.js';

export interface UndoneImport {
  readonly importId: Uuid;
  readonly organizationId: Uuid;
}

const untouched = 'ON CONFLICT DO NOTHING';

/** Rows of an import that were sold, from a row on. */
export async function soldRows(em: EntityManager, importId: Uuid, from: number, limit: number): Promise<number[]> {
  const text = `SELECT row_number AS row FROM results WHERE import_id = $1 AND row_number >= $2 ORDER BY row_number LIMIT $3`;
  return (await query<{ row: number }>(em, text, [importId, from, limit])).map(({ row }) => row);
}

/** Who the rows turned out to be. Rows whose membership has ended or was used since are kept. */
export async function saveUndoRows(em: EntityManager, undo: UndoneImport, rows: readonly RowEnrolled[]): Promise<void> {
  const { importId, organizationId } = undo;
  const columns = { import_id: 'uuid', row_number: 'int', organization_id: 'uuid', person_id: 'uuid', account_id: 'uuid' };
  const values = rows.map(({ row, personId, accountId }) => [importId, row, organizationId, personId, accountId]);
  await insertRows(em, 'undo_rows', columns, values, untouched);
  const touched = rows.map((row) => ({ row: row.row, reasons: touchedSince(row) })).filter(({ reasons }) => reasons.length > 0);
  await saveKeptRows(em, undo, touched);
}

export async function saveKeptRows(
  em: EntityManager,
  { importId, organizationId }: UndoneImport,
  rows: readonly { row: number; reasons: readonly KeptRowReason[] }[],
): Promise<void> {
  const columns = { import_id: 'uuid', row_number: 'int', organization_id: 'uuid', undone: 'boolean', reasons: 'text[]' };
  const values = rows.map(({ row, reasons }) => [importId, row, organizationId, false, reasons]);
  await insertRows(em, 'undo_verdicts', columns, values, untouched);
}

/** Rows undone, with their credit notes (IMP-19). */
export async function saveUndoneRows(
  em: EntityManager,
  { importId, organizationId }: UndoneImport,
  rows: readonly CounteredRow[],
): Promise<void> {
  const columns = {
    import_id: 'uuid',
    row_number: 'int',
    organization_id: 'uuid',
    undone: 'boolean',
    reasons: 'text[]',
    client_credit_note_id: 'uuid',
    client_credit_note_number: 'text',
    corporate_credit_note_id: 'uuid',
    corporate_credit_note_number: 'text',
    account_in_use: 'boolean',
    person_in_use: 'boolean',
  };
  const values = rows.map((row) => {
    const client = [row.clientCreditNoteId, row.clientCreditNoteNumber];
    const corporate = [row.corporateCreditNoteId, row.corporateCreditNoteNumber];
    return [importId, row.row, organizationId, true, [], ...client, ...corporate, row.accountInUse, row.personInUse];
  });
  await insertRows(em, 'undo_verdicts', columns, values, untouched);
}

export async function saveStillMembers(em: EntityManager, undo: UndoneImport, rows: readonly number[]): Promise<void> {
  const { importId, organizationId } = undo;
  const columns = { import_id: 'uuid', row_number: 'int', organization_id: 'uuid' };
  await insertRows(
    em,
    'undo_members',
    columns,
    rows.map((row) => [importId, row, organizationId]),
    untouched,
  );
}

export async function saveKeptParties(em: EntityManager, undo: UndoneImport, kept: readonly PartyKept[]): Promise<void> {
  const { importId, organizationId } = undo;
  const columns = { import_id: 'uuid', row_number: 'int', kind: 'text', party_id: 'uuid', organization_id: 'uuid', reasons: 'text[]' };
  const values = kept.map(({ row, kind, id, reasons }) => [importId, row, kind, id, organizationId, reasons]);
  await insertRows(em, 'undo_keeps', columns, values, untouched);
}

/** Every row with what was decided of it. */
export async function decidedRows(em: EntityManager, importId: Uuid): Promise<DecidedRow[]> {
  await joinWhole(em);
  return query<DecidedRow>(
    em,
    `SELECT r.row_number AS row, r.person_id AS "personId", r.account_id AS "accountId", v.undone, v.account_in_use AS "accountInUse",
       v.person_in_use AS "personInUse", m.row_number IS NOT NULL AS "otherMembership"
     FROM undo_rows r JOIN undo_verdicts v USING (import_id, row_number) LEFT JOIN undo_members m USING (import_id, row_number)
     WHERE r.import_id = $1 ORDER BY r.row_number`,
    [importId],
  );
}

/** What is kept, in the order of the file: after an entry, or from the beginning. */
export function keptEntries(
  em: EntityManager,
  importId: Uuid,
  after: readonly [row: number, place: number],
  limit: number,
): Promise<KeptEntry[]> {
  return query<KeptEntry>(
    em,
    `SELECT row, kind, reasons FROM (
       SELECT row_number AS row, 0 AS place, 'row' AS kind, reasons FROM undo_verdicts WHERE import_id = $1 AND NOT undone AND row_number >= $2
       UNION ALL
       SELECT row_number, array_position('{person,owner,account}', kind), kind, reasons FROM undo_keeps WHERE import_id = $1 AND row_number >= $2) kept
     WHERE (row, place) > ($2, $3) ORDER BY row, place LIMIT $4`,
    [importId, ...after, limit],
  );
}

export async function countKeptParties(em: EntityManager, importId: Uuid): Promise<{ people: number; accounts: number }> {
  const [counts] = await query<{ people: number; accounts: number }>(
    em,
    `SELECT count(*) FILTER (WHERE kind <> 'account')::int AS people, count(*) FILTER (WHERE kind = 'account')::int AS accounts
     FROM undo_keeps WHERE import_id = $1`,
    [importId],
  );
  return counts;
}

/** What an undo made of rows `from` to `to`. */
export async function undosOf(em: EntityManager, importId: Uuid, from: number, to: number): Promise<Map<number, RowUndo>> {
  const rows = await query<RowUndo & { row: number }>(
    em,
    `SELECT v.row_number AS row, v.undone, v.reasons,
       CASE WHEN v.undone THEN jsonb_build_object('id', v.client_credit_note_id, 'number', v.client_credit_note_number) END AS "clientCreditNote",
       CASE WHEN v.undone THEN jsonb_build_object('id', v.corporate_credit_note_id, 'number', v.corporate_credit_note_number) END AS "corporateCreditNote",
       coalesce((SELECT jsonb_agg(jsonb_build_object('row', k.row_number, 'kind', k.kind, 'reasons', k.reasons) ORDER BY k.kind)
         FROM undo_keeps k WHERE k.import_id = v.import_id AND k.row_number = v.row_number), '[]') AS parties
     FROM undo_verdicts v WHERE v.import_id = $1 AND v.row_number BETWEEN $2 AND $3`,
    [importId, from, to],
  );
  return new Map(rows.map(({ row, ...undo }) => [row, undo]));
}
