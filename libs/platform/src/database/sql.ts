import type { EntityManager } from '@mikro-orm/postgresql';
import type { QueryResult, QueryResultRow } from 'pg';
import { arrayLiteral, columnLiteral } from './array-literals.js';
import { resultTypes } from './result-types.js';
import { statementName } from './statement-name.js';
import { isPrepared, transactionClient } from './transaction-client.js';

/**
 * Rows of a statement with `$1` placeholders, in the EntityManager's transaction. An array parameter is a PostgreSQL
 * array (`= ANY($1::uuid[])`); results are typed as `resultTypes` says.
 */
export async function query<R = QueryResultRow>(em: EntityManager, text: string, values: readonly unknown[] = []): Promise<R[]> {
  return (await run(em, text, values)).rows as R[];
}

/** Runs a statement and says how many rows it touched. */
export async function execute(em: EntityManager, text: string, values: readonly unknown[] = []): Promise<number> {
  return (await run(em, text, values)).rowCount ?? 0;
}

/**
 * Inserts many rows by one statement, through the policies and triggers of the table. `columns` are names and PostgreSQL
 * types in the order of the values in each row; `tail` follows the statement (`ON CONFLICT DO NOTHING`). A value of a
 * `jsonb` column is an object, or JSON text. Says how many rows were inserted.
 */
export async function insertRows(
  em: EntityManager,
  table: string,
  columns: Record<string, string>,
  rows: readonly (readonly unknown[])[],
  tail = '',
): Promise<number> {
  if (rows.length === 0) return 0;
  const same = sameInAll(rows, columns);
  const values = Object.values(columns).map((type, column) =>
    same[column] ? parameter(rows[0][column]) : columnLiteral(rows, column, type),
  );
  const client = await transactionClient(em);
  const text = insertStatement(table, columns, same, tail);
  return (await client.query({ name: statementName(text), text, values })).rowCount ?? 0;
}

const many = 100; // From so many rows on it pays to look.

/** Which columns have one plain value in all rows: it travels once. Never all of them, for the others say how many rows there are. */
function sameInAll(rows: readonly (readonly unknown[])[], columns: Record<string, string>): readonly boolean[] {
  const same = Object.values(columns).map((_type, column) => {
    const first = rows[0][column] ?? null;
    const plain = first === null || typeof first !== 'object';
    return rows.length >= many && plain && rows.every((row) => (row[column] ?? null) === first);
  });
  return same.every(Boolean) ? same.map(() => false) : same;
}

/**
 * Prepared once a connection: parsing and planning the policies of a wide table anew costs a batch more than some of its tables.
 * There is one plan for such an insert, so one that is kept cannot be a bad one.
 */
const insertTexts = new Map<string, string>();

function insertStatement(table: string, columns: Record<string, string>, same: readonly boolean[], tail: string): string {
  const key = [table, tail, same.map(Number).join(''), ...Object.entries(columns).flat()].join('\u001f');
  let text = insertTexts.get(key);
  if (!text) insertTexts.set(key, (text = insertText(table, columns, same, tail)));
  return text;
}

function insertText(table: string, columns: Record<string, string>, same: readonly boolean[], tail: string): string {
  const names = Object.keys(columns).map(identifier);
  const entries = Object.values(columns).map((type, i) => ({
    type: typeName(type),
    name: names[i],
    parameter: `$${i + 1}`,
    once: same[i],
  }));
  const selected = entries.map(({ type, name, parameter, once }) =>
    once ? `${parameter}::${type}` : type.endsWith('[]') ? `${name}::${type}` : name,
  );
  const unnested = entries.filter(({ once }) => !once);
  const arrays = unnested.map(({ type, parameter }) => `${parameter}::${type.endsWith('[]') ? 'text' : type}[]`);
  const from = `unnest(${arrays.join(', ')}) AS t (${unnested.map(({ name }) => name).join(', ')})`;
  return `INSERT INTO ${identifier(table)} (${names.join(', ')}) SELECT ${selected.join(', ')} FROM ${from} ${tail}`;
}

async function run(em: EntityManager, text: string, values: readonly unknown[]): Promise<QueryResult<QueryResultRow>> {
  const client = await transactionClient(em);
  const name = isPrepared(em) ? statementName(text) : undefined;
  return client.query({ name, text, values: values.map(parameter), types: resultTypes });
}

const parameter = (value: unknown): unknown =>
  Array.isArray(value) ? arrayLiteral(value) : value instanceof Date ? value.toISOString() : value;

/** Names come from the code, never from a message; the check keeps it so. */
function identifier(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`not a table or column name: ${name}`);
  return `"${name}"`;
}

function typeName(type: string): string {
  if (!/^[a-z][a-z0-9_ ]*(\[\])?$/.test(type)) throw new Error(`not a PostgreSQL type: ${type}`);
  return type;
}
