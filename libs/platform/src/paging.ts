import { DomainError } from '#kernel/domain-error';
import type { Page } from '#contracts/message';

/** The sort values of the last row shown. */
export type CursorValues = (string | number)[];

export class BadCursor extends DomainError {
  readonly code = 'platform.bad-cursor';
  readonly kind = 'invalid';
  constructor() {
    super('`after` must be the `next` of an earlier page of the same list.');
  }
}

export const encodeCursor = (values: CursorValues): string => Buffer.from(JSON.stringify(values)).toString('base64url');

/** The values behind a cursor, or undefined without one. `length` is how many the list sorts by. */
export function decodeCursor(text: string | undefined, length: number): CursorValues | undefined {
  if (text === undefined || text === '') return undefined;
  const values = parsed(Buffer.from(text, 'base64url').toString());
  if (!Array.isArray(values) || values.length !== length || !values.every(isCursorValue)) throw new BadCursor();
  return values;
}

/** A page of rows of which one more than `limit` was fetched, to know whether there is more. */
export function pageOf<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => CursorValues): Page<T> {
  if (rows.length <= limit) return { data: rows, next: null };
  const data = rows.slice(0, limit);
  return { data, next: encodeCursor(cursorOf(data[limit - 1])) };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

// NUL never reaches the database: it refuses it with an error of its own.
const isCursorValue = (value: unknown): value is string | number =>
  typeof value === 'string' ? !value.includes('\0') : typeof value === 'number';
