import { itemStateOf, matchStateOf, plannedCover } from './match-state.js';

describe('how far something is reconciled', () => {
  it.each([
    ['full', 40, 40, 0],
    ['partial', 40, 15, 0],
    ['none', 40, 0, 0],
    ['planned', 40, 15, 25],
    ['planned', 40, 0, 60],
    ['partial', 40, 15, 20],
    ['none', 40, 0, 20],
    ['error', 40, 41, 0],
    ['error', 0, 1, 0],
    ['none', 0, 0, 0],
  ] as const)('BIL-7: is %s for %i with %i matched and %i planned', (state, totalMinor, matchedMinor, plannedMinor) => {
    expect(matchStateOf({ totalMinor, matchedMinor, plannedMinor })).toBe(state);
  });

  it.each([
    ['full', { settledMinor: 30, creditedMinor: 10 }, 0],
    ['full', { setOffMinor: 40 }, 0],
    ['partial', { creditedMinor: 10 }, 0],
    ['planned', { setOffMinor: 10, settledMinor: 5 }, 25],
    ['partial', { setOffMinor: 10, settledMinor: 5 }, 24],
    ['none', {}, 0],
    ['error', { settledMinor: 41 }, 0],
  ] as const)('BIL-7: a line of 40 is %s with %j and %i planned', (state, changes, plannedMinor) => {
    expect(itemStateOf({ totalMinor: 40, setOffMinor: 0, creditedMinor: 0, settledMinor: 0, ...changes }, plannedMinor)).toBe(state);
  });

  it('BIL-7: planned money covers the invoices it is meant for, then items in their order', () => {
    const items = [40, 25, 10].map((openMinor, i) => ({ documentId: `invoice-${i + 1}`, position: 1, openMinor }));
    const covered = (...planned: Parameters<typeof plannedCover>[1]) =>
      items.map(({ documentId }) =>
        plannedCover(items, planned).reduce((sum, match) => sum + (match.documentId === documentId ? match.amountMinor : 0), 0),
      );
    expect(covered({ amountMinor: 50, invoiceIds: [] })).toEqual([40, 10, 0]);
    expect(covered({ amountMinor: 20, invoiceIds: [] }, { amountMinor: 30, invoiceIds: ['invoice-2'] })).toEqual([25, 25, 0]);
    expect(covered()).toEqual([0, 0, 0]);
  });
});
