import type { Uuid } from '#kernel/ids';
import { BadCursor, decodeCursor } from '#platform/paging';

/** Where a list sorted by id goes on. Ids are time-ordered, so that is the order in which things were made. */
export function idAfter(after: string | undefined): Uuid | null {
  const cursor = decodeCursor(after, 1);
  if (!cursor) return null;
  const [id] = cursor;
  if (typeof id !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new BadCursor();
  return id;
}

/** The same as a condition of the ORM. */
export function afterId(after: string | undefined): { id?: { $gt: Uuid } } {
  const id = idAfter(after);
  return id === null ? {} : { id: { $gt: id } };
}
