import type { CustomTypesConfig } from 'pg';
import { types } from 'pg';

const int8 = 20;
const int8Array = 1016;
const date = 1082;
const dateArray = 1182;

/**
 * How plain SQL results read: `bigint` as a number (amounts and counts; one beyond the safe integers throws), a `date` as
 * its `YYYY-MM-DD`, `timestamptz` as a Date. A `numeric`, as `sum(bigint)` gives, stays text: cast sums `::bigint`.
 */
export const resultTypes: CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const parser: unknown = format === 'binary' ? undefined : parsers.get(oid);
    return parser ?? types.getTypeParser(oid, format);
  },
};

const parsers = new Map<number, (text: string) => unknown>([
  [int8, safeInteger],
  [date, (text) => text],
  [int8Array, (text) => elements(text).map((element) => (element === null ? null : safeInteger(element)))],
  [dateArray, (text) => elements(text)],
]);

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`beyond the safe integers: ${text}`);
  return value;
}

/** The elements of a flat array literal whose elements need no quotes. */
const elements = (text: string): (string | null)[] =>
  text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map((element) => (element === 'NULL' ? null : element));
