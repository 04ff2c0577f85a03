import { escapeLiteral, type Pool, type PoolClient, type QueryResult } from 'pg';
import { arrayLiteral } from './array-literals.js';
import { resultTypes } from './result-types.js';
import { statementName } from './statement-name.js';

/**
 * Runs one statement as a transaction of its own in one round trip: what the policies go by and the statement travel together, as two
 * commands of one simple query, which PostgreSQL commits or rolls back as a whole. The statement is prepared once a connection.
 */
export async function runAlone<R>(pool: Pool, settings: readonly Setting[], text: string, values: readonly unknown[]): Promise<R[]> {
  const client = await pool.connect();
  let failed = true;
  try {
    const name = await prepared(client, text);
    const told = settings.map(([key, value]) => `set_config('${key}', ${escapeLiteral(value)}, true)`).join(', ');
    const given = values.length > 0 ? `(${values.map(literal).join(', ')})` : '';
    const answers: unknown = await client.query({ text: `SELECT ${told}; EXECUTE "${name}"${given}`, types: resultTypes });
    failed = false;
    return (answers as QueryResult[])[1].rows as R[];
  } catch (error) {
    failed = !isRefusal(error);
    throw error;
  } finally {
    client.release(failed);
  }
}

/** Which setting of the transaction, and its value. */
export type Setting = readonly [key: string, value: string];

const preparedBy = new WeakMap<PoolClient, Set<string>>();

async function prepared(client: PoolClient, text: string): Promise<string> {
  const names = preparedBy.get(client) ?? new Set();
  preparedBy.set(client, names);
  const name = `alone ${statementName(text)}`; // One that a transaction prepared under its own name is another to the server.
  if (!names.has(name)) {
    await client.query(`PREPARE "${name}" AS ${text}`);
    names.add(name);
  }
  return name;
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return escapeLiteral(arrayLiteral(value));
  if (value instanceof Uint8Array) return escapeLiteral(`\\x${Buffer.from(value).toString('hex')}`);
  if (value instanceof Date) return escapeLiteral(value.toISOString());
  if (typeof value === 'string') return escapeLiteral(value);
  return escapeLiteral(typeof value === 'bigint' ? value.toString() : JSON.stringify(value));
}

/** The server said no and is ready for the next query; after anything else the connection is not trusted again. */
const isRefusal = (error: unknown): boolean => error instanceof Error && 'severity' in error && error.severity === 'ERROR';
