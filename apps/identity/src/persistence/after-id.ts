import type { Uuid } from '#kernel/ids';
import { BadCursor, decodeCursor } from '#platform/paging';

const shape = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The id a list continues after, of its cursor. */
export function afterId(cursor: string | undefined): Uuid | undefined {
  const values = decodeCursor(cursor, 1);
  if (!values) return undefined;
  const [id] = values;
  if (!isId(id)) throw new BadCursor();
  return id;
}

export const isId = (value: unknown): value is Uuid => typeof value === 'string' && shape.test(value);

/** For an ORM list ordered by id. */
export function afterIdFilter(cursor: string | undefined): { id?: { $gt: Uuid } } {
  const id = afterId(cursor);
  return id ? { id: { $gt: id } } : {};
}
