import { reducedPlans, type CreditedItem, type StandingPayment } from './plan-reduction.js';

const item = (documentId: string, openMinor: number, leftMinor = openMinor): CreditedItem => ({
  documentId,
  position: 1,
  openMinor,
  leftMinor,
});
const payment = (id: string, dueOn: string, amountMinor: number, more: Partial<StandingPayment> = {}): StandingPayment => ({
  id,
  dueOn,
  amountMinor,
  method: 'card',
  charging: false,
  invoiceIds: [],
  ...more,
});
const monthly = [payment('a', '2026-10-01', 1000), payment('b', '2026-11-01', 1000), payment('c', '2026-12-01', 1000)];

describe('what is planned to pay a line that is credited', () => {
  it('BIL-13: shrinks, the last due first', () => {
    expect(reducedPlans(monthly, [item('x', 3000, 1500)])).toEqual([
      { id: 'c', afterMinor: 0 },
      { id: 'b', afterMinor: 500 },
    ]);
  });

  it('BIL-15: ends with the line', () => {
    expect(reducedPlans(monthly, [item('x', 3000, 0)]).map(({ afterMinor }) => afterMinor)).toEqual([0, 0, 0]);
  });

  it('BIL-13: stays as it is while it fits, or pays something else', () => {
    expect(reducedPlans(monthly, [item('x', 4000, 3000)])).toEqual([]);
    expect(reducedPlans(monthly, [item('x', 3000), item('y', 500, 0)])).toEqual([]);
    expect(reducedPlans([], [item('x', 3000, 0)])).toEqual([]);
  });

  it('BIL-8: is what was meant for its invoice, before what pays in invoice order', () => {
    const meant = payment('m', '2026-10-01', 2000, { invoiceIds: ['y'] });
    expect(reducedPlans([...monthly, meant], [item('x', 3000), item('y', 2000, 0)])).toEqual([{ id: 'm', afterMinor: 0 }]);
    expect(reducedPlans([...monthly, meant], [item('x', 3000, 2500), item('y', 2000)])).toEqual([{ id: 'c', afterMinor: 500 }]);
  });

  it('BIL-14: a cheque ends whole, and after everything else', () => {
    const cheque = payment('q', '2027-01-01', 1000, { method: 'cheque' });
    expect(reducedPlans([...monthly, cheque], [item('x', 4000, 1000)])).toEqual([
      { id: 'c', afterMinor: 0 },
      { id: 'b', afterMinor: 0 },
      { id: 'a', afterMinor: 0 },
    ]);
    expect(reducedPlans([cheque], [item('x', 1000, 900)])).toEqual([{ id: 'q', afterMinor: 0 }]);
  });

  it('BIL-14: what a provider is asked for comes to its end, and the others give way', () => {
    const [a, b, c] = monthly;
    expect(reducedPlans([a, b, { ...c, charging: true }], [item('x', 3000, 1500)])).toEqual([
      { id: 'b', afterMinor: 0 },
      { id: 'a', afterMinor: 500 },
    ]);
  });

  it('REP-14: is taken over by a successor no further than that stays open', () => {
    const from = [{ documentId: 'x', position: 1 }];
    expect(reducedPlans(monthly, [item('x', 3000, 0)], [{ from, openMinor: 5000 }])).toEqual([]);
    expect(reducedPlans(monthly, [item('x', 3000, 0)], [{ from, openMinor: 1700 }])).toEqual([
      { id: 'c', afterMinor: 0 },
      { id: 'b', afterMinor: 700 },
    ]);
  });

  it('never leaves more planned than is open, whatever was planned before', () => {
    for (const leftMinor of [0, 1, 999, 1000, 2500, 2999, 3000]) {
      const after = new Map(reducedPlans(monthly, [item('x', 3000, leftMinor)]).map(({ id, afterMinor }) => [id, afterMinor]));
      const total = monthly.reduce((sum, { id, amountMinor }) => sum + (after.get(id) ?? amountMinor), 0);
      expect([leftMinor, total]).toEqual([leftMinor, leftMinor]);
    }
  });
});
