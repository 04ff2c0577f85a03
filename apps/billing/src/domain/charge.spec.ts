import fc from 'fast-check';
import { derivedId } from '#kernel/ids';
import { draftCharges, type DuePayment } from './charge.js';

const account = derivedId('account');
const due = (n: number, changes: Partial<DuePayment> = {}): DuePayment => ({
  id: derivedId('planned', n),
  billingAccountId: account,
  dueOn: '2026-09-01',
  method: 'card',
  instrument: 'card-1',
  amountMinor: 1000,
  attempts: 0,
  ...changes,
});
const owing = (minor: number) => new Map([[account, minor]]);

describe('charges of what is due', () => {
  it('BIL-13: items of one day, method and card form one charge; others their own', () => {
    const { charges } = draftCharges(
      [due(1), due(2), due(3, { dueOn: '2026-09-02' }), due(4, { instrument: 'card-2' }), due(5, { method: 'electronic-cheque' })],
      owing(10_000),
    );
    expect(charges.map((charge) => charge.amountMinor).sort((a, b) => b - a)).toEqual([2000, 1000, 1000, 1000]);
  });

  it('takes no more than is owed: the oldest first, and what nothing is owed for is covered', () => {
    const later = due(2, { dueOn: '2026-09-02' });
    const last = due(3, { dueOn: '2026-09-03' });
    const { charges, covered } = draftCharges([last, later, due(1)], owing(1500));
    expect(charges.map((charge) => [charge.plannedIds[0], charge.amountMinor])).toEqual([
      [due(1).id, 1000],
      [later.id, 500],
    ]);
    expect(covered).toEqual([last.id]);
  });

  it('are the same for the same try, whatever the order, and others for the next try', () => {
    const id = (...all: DuePayment[]) => draftCharges(all, owing(10_000)).charges[0].id;
    expect(id(due(1), due(2))).toBe(id(due(2), due(1)));
    expect(id(due(1))).not.toBe(id(due(1, { attempts: 1 })));
  });

  it('never add up to more than is owed, nor to more than is planned', () => {
    const some = fc.array(fc.record({ amountMinor: fc.integer({ min: 1, max: 5000 }), day: fc.integer({ min: 1, max: 9 }) }), {
      maxLength: 10,
    });
    fc.assert(
      fc.property(some, fc.nat(20_000), (payments, owed) => {
        const all = payments.map(({ amountMinor, day }, i) => due(i, { amountMinor, dueOn: `2026-09-0${day}` }));
        const { charges, covered } = draftCharges(all, owing(owed));
        const planned = all.reduce((total, one) => total + one.amountMinor, 0);
        expect(charges.reduce((total, one) => total + one.amountMinor, 0)).toBe(Math.min(planned, owed));
        expect([...charges.flatMap((charge) => charge.plannedIds), ...covered].sort()).toEqual(all.map((one) => one.id).sort());
      }),
    );
  });
});
