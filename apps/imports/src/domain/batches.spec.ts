import fc from 'fast-check';
import { cutBatches } from './batches.js';
import { type PlanRow, unplanned } from './plan.js';

const sold = (row: number, accountRow = row): PlanRow => ({ ...unplanned(row, 'invalid'), outcome: 'create', accountRow, listing: 0 });
const cut = (plans: PlanRow[], rows = 4, bytes = 1_000_000, size = 1) => cutBatches(plans, { rows, bytes }, () => size);

describe('batches of a run', () => {
  it('keeps the rows of one account together, in the order of the file', () =>
    expect(cut([sold(2), sold(3), sold(4), sold(5, 3), sold(6), sold(7)], 4)).toEqual([
      { number: 1, rows: [2, 3, 5, 4], after: null },
      { number: 2, rows: [6, 7], after: null },
    ]));

  it('a household that would not fit begins the next batch', () =>
    expect(cut([sold(2), sold(3), sold(4), sold(5), sold(6, 5)], 4).map(({ rows }) => rows)).toEqual([[2, 3, 4], [5, 6]])); // prettier-ignore

  it('a household too big for one batch goes on in others, each after the one before', () =>
    expect(cut([2, 3, 4, 5, 6].map((row) => sold(row, 2)).concat(sold(7)), 2)).toEqual([
      { number: 1, rows: [2, 3], after: null },
      { number: 2, rows: [4, 5], after: 1 },
      { number: 3, rows: [6], after: 2 },
      { number: 4, rows: [7], after: null },
    ]));

  it('keeps under what a message may carry', () =>
    expect(cut([sold(2), sold(3), sold(4)], 400, 100, 60).map(({ rows }) => rows)).toEqual([[2], [3], [4]]));

  it('leaves out what is not sold', () =>
    expect(cut([unplanned(2, 'exclude'), { ...sold(3), outcome: 'skip' }, sold(4)])).toMatchObject([{ rows: [4] }]));

  it('holds every sold row once, in batches that are not too large, whatever the households', () => {
    const households = fc.array(fc.nat(12), { maxLength: 60 });
    fc.assert(
      fc.property(households, fc.integer({ min: 1, max: 9 }), (accounts, rows) => {
        const plans = accounts.map((account, index) => sold(index + 2, account));
        const batches = cut(plans, rows);
        expect(batches.flatMap((batch) => batch.rows).sort((a, b) => a - b)).toEqual(plans.map(({ row }) => row));
        expect(batches.every((batch) => batch.rows.length <= rows && batch.rows.length > 0)).toBe(true);
        const batchesOf = Map.groupBy(
          batches.flatMap((batch) => batch.rows.map((row) => ({ account: accounts[row - 2], batch }))),
          ({ account }) => account,
        );
        for (const parts of batchesOf.values()) {
          const chain = [...new Set(parts.map(({ batch }) => batch))].sort((a, b) => a.number - b.number);
          chain.slice(1).forEach((batch, index) => expect(batch.after).toBe(chain[index].number));
        }
      }),
    );
  });
});
