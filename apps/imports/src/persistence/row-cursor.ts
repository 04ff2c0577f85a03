import { BadCursor, decodeCursor } from '#platform/paging';

const mostRows = 1_000_000;

/** The row after the last one shown; the first row of data without a cursor. */
export function rowAfter(after: string | undefined): number {
  const row = decodeCursor(after, 1)?.[0];
  if (row === undefined) return 2;
  if (!Number.isSafeInteger(row) || (row as number) < 1 || (row as number) > mostRows) throw new BadCursor();
  return (row as number) + 1;
}
