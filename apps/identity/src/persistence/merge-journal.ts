import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { execute, insertRows, query } from '#platform/database/sql';
import type { Mover } from './merge-places.js';

type Row = Record<string, unknown>;

/** One thing a merge did to a row, with what it takes to do it backwards. */
type Change =
  | { readonly did: 'moved'; readonly table: string; readonly key: Row; readonly column: string; readonly from: Uuid; readonly to: Uuid }
  | { readonly did: 'put-away'; readonly table: string; readonly row: Row }
  | { readonly did: 'made'; readonly table: string; readonly key: Row }
  | { readonly did: 'changed'; readonly table: string; readonly key: Row; readonly before: Row; readonly after: Row };

/**
 * What a merge does to rows, written down as it is done: read backwards, it makes two of one again. What somebody changed since stays as
 * they left it. As the merger.
 */
export class MergeJournal {
  private readonly changes: Change[] = [];

  constructor(private readonly em: EntityManager) {}

  /** Points rows to the survivor; `values` are those of `among`, from `$3` on. Where the survivor has such a row, the closed one's is put away. */
  async move({ table, column, key, alongside }: Mover, from: Uuid, to: Uuid, among = 'true', ...values: unknown[]): Promise<void> {
    if (alongside) {
      const twin = alongside.map((other) => `o.${other} = t.${other}`).concat(`o.${column} = $2`);
      await this.putAway(
        table,
        `t.${column} = $1 AND (${among}) AND EXISTS (SELECT FROM ${table} o WHERE ${twin.join(' AND ')})`,
        from,
        to,
        ...values,
      );
    }
    const keys = `json_build_object(${key.map((each) => `'${each}', t.${each}`).join(', ')})`;
    const text = `UPDATE ${table} t SET ${column} = $2 WHERE t.${column} = $1 AND (${among}) RETURNING ${keys} AS key`;
    const rows = await query<{ key: Row }>(this.em, text, [from, to, ...values]);
    this.changes.push(...rows.map(({ key: found }): Change => ({ did: 'moved', table, key: found, column, from, to })));
  }

  /** Takes rows away, to bring them back one day. */
  async putAway(table: string, where: string, ...values: unknown[]): Promise<Row[]> {
    const rows = await query<{ row: Row }>(this.em, `DELETE FROM ${table} t WHERE ${where} RETURNING to_jsonb(t) AS row`, values);
    this.changes.push(...rows.map(({ row }): Change => ({ did: 'put-away', table, row })));
    return rows.map(({ row }) => row);
  }

  async make(table: string, key: Row, row: Row): Promise<void> {
    const added = await insertRow(this.em, table, { ...key, ...row });
    if (added > 0) this.changes.push({ did: 'made', table, key });
  }

  /** Sets columns of one row, when they are not so already. */
  async change(table: string, key: Row, after: Row): Promise<void> {
    const [where, values] = byKey(key);
    const [found] = await query<{ row: Row }>(this.em, `SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${where}`, values);
    if (!found) return;
    const columns = Object.keys(after).filter((column) => found.row[column] !== after[column]);
    if (columns.length === 0) return;
    await setColumns(this.em, table, key, Object.fromEntries(columns.map((column) => [column, after[column]])));
    const [set] = await query<{ row: Row }>(this.em, `SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${where}`, values);
    this.changes.push({ did: 'changed', table, key, before: only(found.row, columns), after: only(set.row, columns) });
  }

  async write(mergeId: Uuid, networkId: Uuid): Promise<void> {
    const columns = { merge_id: 'uuid', position: 'int', network_id: 'uuid', change: 'jsonb' };
    const rows = this.changes.map((change, position) => [mergeId, position, networkId, change]);
    await insertRows(this.em, 'merge_changes', columns, rows);
  }
}

/** Does everything backwards. `kept` are rows that the merge made and that are needed by now. */
export async function undoChanges(em: EntityManager, mergeId: Uuid, kept: (table: string, key: Row) => boolean): Promise<void> {
  const text = `SELECT change FROM merge_changes WHERE merge_id = $1 ORDER BY position DESC`;
  for (const { change } of await query<{ change: Change }>(em, text, [mergeId])) {
    if (change.did === 'put-away') await insertRow(em, change.table, change.row);
    else if (change.did === 'changed') await changeBack(em, change);
    else if (change.did === 'moved') await moveBack(em, change);
    else if (!kept(change.table, change.key)) await removeRow(em, change.table, change.key);
  }
}

async function moveBack(em: EntityManager, { table, key, column, from, to }: Extract<Change, { did: 'moved' }>): Promise<void> {
  const [where, values] = byKey({ ...key, [column]: to });
  await execute(em, `UPDATE ${table} t SET ${column} = $${values.length + 1} WHERE ${where}`, [...values, from]);
}

async function changeBack(em: EntityManager, { table, key, before, after }: Extract<Change, { did: 'changed' }>): Promise<void> {
  const [where, values] = byKey(key);
  const [found] = await query<{ row: Row }>(em, `SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${where} FOR UPDATE`, values);
  if (!found) return;
  const unchanged = Object.keys(before).filter((column) => JSON.stringify(found.row[column]) === JSON.stringify(after[column]));
  await setColumns(em, table, key, only(before, unchanged));
}

async function removeRow(em: EntityManager, table: string, key: Row): Promise<void> {
  const [where, values] = byKey(key);
  await execute(em, `DELETE FROM ${table} t WHERE ${where}`, values);
}

/** A trigger notes an edit when fields change: whether a row counts as edited is set afterwards. */
async function setColumns(em: EntityManager, table: string, key: Row, { edited_at: editedAt, ...fields }: Row): Promise<void> {
  await set(em, table, key, fields);
  if (editedAt !== undefined) await set(em, table, key, { edited_at: editedAt });
}

async function set(em: EntityManager, table: string, key: Row, values: Row): Promise<void> {
  const columns = Object.keys(values);
  if (columns.length === 0) return;
  const [where, keyValues] = byKey(key);
  const sets = columns.map((column) => `${column} = n.${column}`).join(', ');
  const row = `jsonb_populate_record(NULL::${table}, $${keyValues.length + 1}::jsonb) AS n`;
  await execute(em, `UPDATE ${table} t SET ${sets} FROM ${row} WHERE ${where}`, [...keyValues, JSON.stringify(values)]);
}

async function insertRow(em: EntityManager, table: string, row: Row): Promise<number> {
  const generated = `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attgenerated <> ''`;
  const computed = new Set((await query<{ name: string }>(em, generated, [table])).map(({ name }) => name));
  const columns = Object.keys(row).filter((column) => !computed.has(column));
  const list = columns.join(', ');
  const values = `SELECT ${list} FROM jsonb_populate_record(NULL::${table}, $1::jsonb)`;
  return execute(em, `INSERT INTO ${table} (${list}) ${values} ON CONFLICT DO NOTHING`, [JSON.stringify(row)]);
}

/** A condition by key, and its values, from `$1` on. */
function byKey(key: Row): [string, unknown[]] {
  return [
    Object.keys(key)
      .map((column, place) => `t.${column} = $${place + 1}`)
      .join(' AND '),
    Object.values(key),
  ];
}

const only = (row: Row, columns: readonly string[]): Row => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
