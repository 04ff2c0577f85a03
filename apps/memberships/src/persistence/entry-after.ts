import { BadCursor, decodeCursor } from '#platform/paging';

/** Where a list sorted by the order of entry goes on. */
export function entryAfter(after: string | undefined): number | undefined {
  const entry = decodeCursor(after, 1)?.[0];
  if (entry !== undefined && !Number.isSafeInteger(entry)) throw new BadCursor();
  return entry as number | undefined;
}
