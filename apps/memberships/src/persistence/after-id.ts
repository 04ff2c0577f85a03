import type { Uuid } from '#kernel/ids';
import { BadCursor, decodeCursor } from '#platform/paging';

/** Where a list sorted by id goes on. Ids are time-ordered, so that is the order in which things were made. */
export function afterId(after: string | undefined): { id?: { $gt: Uuid } } {
  const cursor = decodeCursor(after, 1);
  if (!cursor) return {};
  const [id] = cursor;
  if (typeof id !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new BadCursor();
  return { id: { $gt: id } };
}
