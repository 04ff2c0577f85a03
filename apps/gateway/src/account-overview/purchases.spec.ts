import type { InvoiceRecord } from '#contracts/billing/documents.query';
import { grouped, otherItemsOf, type Purchase } from './purchases.js';

const bought = (description: string, changes: Partial<Purchase> = {}): Purchase => ({
  kind: 'membership',
  description,
  personId: 'lea',
  status: 'active',
  on: '2026-09-01',
  from: null,
  until: null,
  priceMinor: 4000,
  currency: 'CAD',
  membershipId: null,
  invoiceId: null,
  ...changes,
});
const names = (items: readonly Purchase[]) => items.map(({ description }) => description);

describe('ID-25: purchases on a client account', () => {
  it('stand per person, those of the family lower, cancellations last', () => {
    const { people, shared, cancelled } = grouped([
      bought('old', { on: '2025-09-01', status: 'expired' }),
      bought('gone', { status: 'cancelled' }),
      bought('replaced', { personId: null, status: 'replaced', on: '2026-10-01' }),
      bought('family', { personId: null }),
      bought('new'),
      bought('of Max', { personId: 'max' }),
    ]);
    expect(people.map(({ personId, items }) => [personId, names(items)])).toEqual([
      ['lea', ['new', 'old']],
      ['max', ['of Max']],
    ]);
    expect(names(shared)).toEqual(['family']);
    expect(names(cancelled)).toEqual(['replaced', 'gone']);
  });

  it('are of invoices what is no membership that stands there already, and no discount', () => {
    const line = (position: number, kind: string, creditedMinor = 0) => ({
      position,
      kind,
      description: `${kind} ${position}`,
      personId: null,
      netMinor: 1000,
      totalMinor: 1000,
      creditedMinor,
    });
    const invoice = (saleId: string | null) =>
      ({
        id: 'inv',
        issuedOn: '2026-09-02',
        currency: 'CAD',
        saleId,
        lines: [line(1, 'membership'), line(2, 'fee', 1000), line(3, 'discount')],
      }) as unknown as InvoiceRecord;
    expect(otherItemsOf(invoice('sale')).map(({ description, status }) => [description, status])).toEqual([['fee 2', 'credited']]);
    expect(names(otherItemsOf(invoice(null)))).toEqual(['membership 1', 'fee 2']);
  });
});
