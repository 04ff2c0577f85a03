import { BadCursor, decodeCursor, encodeCursor, pageOf } from './paging.js';

describe('paging', () => {
  const rows = [1, 2, 3, 4, 5].map((id) => ({ id, name: `n"${id}é` }));
  const cursorOf = ({ id, name }: (typeof rows)[number]) => [name, id];

  it('gives a page and where the next one begins', () => {
    const { data, next } = pageOf(rows.slice(0, 3), 2, cursorOf);
    expect(data).toEqual(rows.slice(0, 2));
    expect(decodeCursor(next ?? undefined, 2)).toEqual(['n"2é', 2]);
  });

  it('has no next page when there is nothing more, even when the page is full', () => {
    expect(pageOf(rows.slice(0, 2), 2, cursorOf)).toEqual({ data: rows.slice(0, 2), next: null });
    expect(pageOf([], 2, cursorOf)).toEqual({ data: [], next: null });
  });

  it('begins at the beginning without a cursor', () => {
    expect(decodeCursor(undefined, 1)).toBeUndefined();
    expect(decodeCursor('', 1)).toBeUndefined();
  });

  it.each([
    ['is not one', 'hello'],
    ['is of another list', encodeCursor([1, 2])],
    ['carries an object', Buffer.from('[{"$gt":1}]').toString('base64url')],
    ['carries null', Buffer.from('[null]').toString('base64url')],
    ['carries NUL', encodeCursor(['a\0'])],
  ])('refuses a cursor that %s', (_what, cursor) => {
    expect(() => decodeCursor(cursor, 1)).toThrow(BadCursor);
  });
});
