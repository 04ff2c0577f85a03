/*
 * PostgreSQL array literals, one for each column of many rows. Written by hand because node-postgres' own goes element by
 * element through type tests, regular expressions and local-time dates, which shows in a profile of bulk inserts.
 */

/** The values of one column over all rows, as the text of a PostgreSQL array of `type`. */
export function columnLiteral(rows: readonly (readonly unknown[])[], column: number, type: string): string {
  const element = type.endsWith('[]') ? nestedArray : type === 'json' || type === 'jsonb' ? json : scalar;
  let text = '{';
  for (let i = 0; i < rows.length; i++) {
    const value = rows[i][column];
    if (i > 0) text += ',';
    text += value === null || value === undefined ? 'NULL' : element(value);
  }
  return text + '}';
}

/** One array as a literal: what a parameter of an array type takes. */
export function arrayLiteral(values: readonly unknown[]): string {
  let text = '{';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (i > 0) text += ',';
    text += value === null || value === undefined ? 'NULL' : Array.isArray(value) ? arrayLiteral(value) : scalar(value);
  }
  return text + '}';
}

function scalar(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      if (value instanceof Date) return `"${value.toISOString()}"`;
      if (value instanceof Uint8Array) return `"\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}"`;
      return quoted(JSON.stringify(value));
  }
}

/** A string is JSON text already; all else is turned into it. */
const json = (value: unknown): string => quoted(typeof value === 'string' ? value : JSON.stringify(value));

/** unnest would flatten an array of arrays, so each travels as the text of its own literal. */
const nestedArray = (value: unknown): string => quoted(Array.isArray(value) ? arrayLiteral(value) : String(value));

// Everything textual is quoted: so '' stays apart from NULL, and the text 'NULL' too.
const quoted = (text: string): string => `"${special.test(text) ? text.replace(everySpecial, '\\$&') : text}"`;
const special = /["\\]/;
const everySpecial = /["\\]/g;
