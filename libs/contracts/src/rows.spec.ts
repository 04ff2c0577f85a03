import { validateSync } from 'class-validator';
import { IsOneShape, IsRows, aText, aWhole, anId, maybe } from './rows.js';

class Batch {
  @IsRows({ row: aWhole, name: aText(5), personId: maybe(anId) }, { atMost: 2 }) readonly people!: unknown;
}
class Tagged {
  @IsOneShape({ months: aWhole }, { day: aText(10) }) readonly term!: unknown;
}

const good = (type: new () => object, fields: object): boolean => validateSync(Object.assign(new type(), fields)).length === 0;

describe('rows of a batch', () => {
  it('accept what fits', () => expect(good(Batch, { people: [{ row: 2, name: 'Léa', personId: null }] })).toBe(true));

  it.each([
    ['no list', { row: 2 }],
    ['too many rows', [2, 3, 4].map((row) => ({ row, name: 'Léa' }))],
    ['a field of the wrong kind', [{ row: '2', name: 'Léa' }]],
    ['a text too long', [{ row: 2, name: 'Léonard' }]],
    ['a missing field', [{ row: 2 }]],
    ['a field nobody named', [{ row: 2, name: 'Léa', admin: true }]],
    ['an id that is none', [{ row: 2, name: 'Léa', personId: 'x' }]],
    ['a row that is a list', [[2, 'Léa']]],
  ])('refuse %s', (_what, people) => expect(good(Batch, { people })).toBe(false));

  it('refuse an object that fits none of the shapes, or two at once', () => {
    expect(good(Tagged, { term: { months: 3 } })).toBe(true);
    expect(good(Tagged, { term: { day: '2026-01-01' } })).toBe(true);
    expect(good(Tagged, { term: { months: 3, day: '2026-01-01' } })).toBe(false);
    expect(good(Tagged, { term: {} })).toBe(false);
  });
});
