import { isLocalDate } from '#kernel/dates';
import { BadCursor, decodeCursor } from '#platform/paging';

type Kind = 'number' | 'id' | 'day' | 'text';
type ValuesOf<K extends readonly Kind[]> = { [I in keyof K]: K[I] extends 'number' ? number : string };

/** The places a list goes on from. A cursor comes from outside: what is not a whole number or an id never reaches the database. */
export function readCursor<const K extends readonly Kind[]>(after: string | undefined, kinds: K): ValuesOf<K> | undefined {
  const values = decodeCursor(after, kinds.length);
  if (!values) return undefined;
  if (!values.every((value, i) => fits[kinds[i]](value))) throw new BadCursor();
  return values as ValuesOf<K>;
}

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const fits: Record<Kind, (value: string | number) => boolean> = {
  number: (value) => Number.isSafeInteger(value),
  id: (value) => typeof value === 'string' && uuidShape.test(value),
  day: isLocalDate,
  text: (value) => typeof value === 'string',
};
