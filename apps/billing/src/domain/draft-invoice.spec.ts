import fc from 'fast-check';
import { draftInvoice, type LineToDraft } from './draft-invoice.js';
import type { Tax } from './tax.js';

const quebec: Tax[] = [
  { code: 'GST', ratePpm: 50_000 },
  { code: 'QST', ratePpm: 99_750 },
];

const item = (changes: Partial<LineToDraft> = {}): LineToDraft => ({
  kind: 'membership',
  description: 'Recreational',
  personId: null,
  ledgerCode: '4000',
  netMinor: 4000,
  saleId: null,
  periodFrom: null,
  periodTo: null,
  ...changes,
});

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);

describe('an invoice draft', () => {
  it('BIL-17: takes an amount with its tax added, included or waived', () => {
    const { lines } = draftInvoice(
      [item(), item({ netMinor: 4599, tax: 'included' }), item({ tax: 'waived' }), item({ netMinor: -1000, kind: 'discount' })],
      quebec,
    );
    expect(lines.map((line) => [line.netMinor, line.totalMinor, line.setOffMinor])).toEqual([
      [4000, 4599, 1150],
      [4000, 4599, 0],
      [4000, 4000, 0],
      [-1000, -1150, -1150],
    ]);
  });

  it('BIL-6: taxes each line for itself and adds the lines up', () => {
    const draft = draftInvoice([item({ netMinor: 10 }), item({ netMinor: 10 })], [quebec[0]]);
    expect(draft.lines.map((line) => [line.position, line.taxMinor])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(draft).toMatchObject({ netMinor: 20, taxMinor: 2, totalMinor: 22 }); // 5 % of the 20 would be 1.
  });

  it('BIL-3: keeps what was sold as it was sold', () => {
    const sold = item({ description: 'Récréatif', personId: 'p', saleId: 's', periodFrom: '2026-09-01', periodTo: '2027-08-31' });
    expect(draftInvoice([sold], []).lines[0]).toMatchObject(sold);
  });

  it('BIL-21: debits what is owed, and credits revenue by ledger code and each tax', () => {
    const draft = draftInvoice([item(), item({ netMinor: 2500, ledgerCode: '4100' }), item({ netMinor: 1000 })], quebec);
    expect(draft.postings).toEqual([
      { account: 'receivable', code: null, amountMinor: 8623 },
      { account: 'revenue', code: '4000', amountMinor: -5000 },
      { account: 'revenue', code: '4100', amountMinor: -2500 },
      { account: 'tax-payable', code: 'GST', amountMinor: -375 },
      { account: 'tax-payable', code: 'QST', amountMinor: -748 }, // 399 + 249 + 100
    ]);
  });

  it('posts nothing but zeros for an invoice of zero, and never a negative zero', () => {
    const amounts = draftInvoice([item({ netMinor: 0 })], quebec).postings.map((posting) => posting.amountMinor);
    expect(amounts.every((amount) => Object.is(amount, 0))).toBe(true);
  });

  it('the postings of any invoice sum to zero, and its lines to its totals', () => {
    const items = fc.array(
      fc
        .record({ netMinor: fc.integer({ min: -100_000, max: 100_000_000 }), ledgerCode: fc.constantFrom('4000', '4100', '4200') })
        .map(item),
      { minLength: 1, maxLength: 8 },
    );
    const taxes = fc.array(fc.record({ code: fc.constantFrom('GST', 'QST', 'HST'), ratePpm: fc.nat(250_000) }), { maxLength: 3 });
    fc.assert(
      fc.property(items, taxes, (lines, list) => {
        const draft = draftInvoice([item({ netMinor: 1_000_000 }), ...lines], list); // More than all discounts together.
        expect(sum(draft.lines.map((line) => line.setOffMinor ?? 0))).toBe(0);
        expect(sum(draft.postings.map((posting) => posting.amountMinor))).toBe(0);
        expect(sum(draft.lines.map((line) => line.netMinor))).toBe(draft.netMinor);
        expect(sum(draft.lines.map((line) => line.taxMinor))).toBe(draft.taxMinor);
        expect(sum(draft.lines.map((line) => line.totalMinor))).toBe(draft.totalMinor);
        expect(new Set(draft.postings.map((posting) => `${posting.account} ${posting.code}`)).size).toBe(draft.postings.length);
      }),
    );
  });
});
