import fc from 'fast-check';
import { creditOf, draftCreditNote, leftOf, type Creditable, type CreditAsk } from './credit.js';
import { taxed, withTaxes, type Tax, type TaxedAmount } from './tax.js';

const quebec: Tax[] = [
  { code: 'GST', ratePpm: 50_000 },
  { code: 'QST', ratePpm: 99_750 },
];

/** A line of 40.00 with Quebec's taxes, 45.99, of which this was credited before. */
function line(charged: TaxedAmount = taxed(4000, 'membership', quebec), credited: readonly TaxedAmount[] = []): Creditable {
  return {
    documentId: 'd',
    position: 1,
    kind: 'membership',
    description: 'Recreational',
    personId: 'p',
    ledgerCode: '4000',
    saleId: 's',
    periodFrom: '2026-09-01',
    periodTo: '2027-08-31',
    chargedMinor: charged.totalMinor,
    left: leftOf(charged, credited),
  };
}

const amounts = ({ netMinor, taxes, totalMinor }: TaxedAmount) => [netMinor, ...taxes.map((tax) => tax.amountMinor), totalMinor];
const exceeds = (askedMinor: number, openMinor: number) =>
  expect.objectContaining({ code: 'billing.credit-exceeds-item', facts: { askedMinor, openMinor } });

describe('what a credit takes of a line', () => {
  it('REP-9: the whole gives back the taxes of record', () => {
    expect(amounts(creditOf(line(), { kind: 'whole' }))).toEqual([4000, 200, 399, 4599]);
  });

  it.each<[string, CreditAsk, number[]]>([
    ['half of it', { kind: 'percent', percentPpm: 500_000 }, [2000, 100, 200, 2300]],
    ['an amount, tax included', { kind: 'amount', amountMinor: 1150, tax: 'included' }, [1000, 50, 100, 1150]],
    ['an amount, tax added', { kind: 'amount', amountMinor: 1000, tax: 'added' }, [1000, 50, 100, 1150]],
    ['an amount, tax waived', { kind: 'amount', amountMinor: 1000, tax: 'waived' }, [1000, 0, 0, 1000]],
    ['nothing', { kind: 'amount', amountMinor: 0, tax: 'included' }, [0, 0, 0, 0]],
  ])('BIL-15, BIL-17: %s', (_, ask, expected) => {
    expect(amounts(creditOf(line(), ask))).toEqual(expected);
  });

  it.each<[string, CreditAsk, number, number]>([
    ['a cent more than the total', { kind: 'amount', amountMinor: 4600, tax: 'included' }, 4600, 4599],
    ['a cent more than the price, tax added', { kind: 'amount', amountMinor: 4001, tax: 'added' }, 4001, 4000],
    ['a cent more than the price, tax waived', { kind: 'amount', amountMinor: 4001, tax: 'waived' }, 4001, 4000],
    ['more than a hundred percent', { kind: 'percent', percentPpm: 1_000_218 }, 4600, 4599],
  ])('refuses %s', (_, ask, asked, open) => {
    expect(() => creditOf(line(), ask)).toThrow(exceeds(asked, open));
  });

  it('refuses the whole of a line that was credited whole', () => {
    const whole = creditOf(line(), { kind: 'whole' });
    expect(() => creditOf(line(taxed(4000, 'membership', quebec), [whole]), { kind: 'whole' })).toThrow(exceeds(4599, 0));
  });

  it('credits a line of nothing with nothing', () => {
    expect(amounts(creditOf(line(taxed(0, 'membership', quebec)), { kind: 'whole' }))).toEqual([0, 0, 0, 0]);
  });

  it('in parts, of whatever kind, gives back exactly the price and taxes of record, never more of any', () => {
    const taxes = fc.array(fc.record({ code: fc.constantFrom('A', 'B', 'C'), ratePpm: fc.nat(400_000) }), { maxLength: 3 });
    const ask = fc.oneof(
      fc.record({ kind: fc.constant('percent' as const), percentPpm: fc.nat(1_000_000) }),
      fc.record({
        kind: fc.constant('amount' as const),
        amountMinor: fc.nat(20_000),
        tax: fc.constantFrom('added' as const, 'included' as const, 'waived' as const),
      }),
    );
    fc.assert(
      fc.property(fc.nat(20_000), taxes, fc.array(ask, { maxLength: 6 }), (net, list, asks) => {
        const charged = taxed(net, 'fee', [...new Map(list.map((tax) => [tax.code, tax])).values()]);
        const credits: TaxedAmount[] = [];
        for (const one of asks) {
          try {
            credits.push(creditOf(line(charged, credits), one));
          } catch (error) {
            expect(error).toMatchObject({ code: 'billing.credit-exceeds-item' });
          }
          const { left } = line(charged, credits);
          expect(Math.min(left.netMinor, left.totalMinor, ...left.taxes.map((tax) => tax.amountMinor))).toBeGreaterThanOrEqual(0);
        }
        const { left } = line(charged, credits);
        credits.push(left.totalMinor > 0 ? creditOf(line(charged, credits), { kind: 'whole' }) : left);
        expect(amounts(leftOf(charged, credits))).toEqual(
          amounts(
            withTaxes(
              0,
              charged.taxes.map((tax) => ({ ...tax, amountMinor: 0 })),
            ),
          ),
        );
      }),
    );
  });
});

describe('a credit note', () => {
  const credit = { item: line(), ...creditOf(line(), { kind: 'whole' }) };

  it('mirrors the invoice: negative lines that name what they credit, postings the other way round', () => {
    const note = draftCreditNote([credit]);
    expect(note).toMatchObject({ netMinor: -4000, taxMinor: -599, totalMinor: -4599 });
    expect(note.lines[0]).toMatchObject({ position: 1, credits: { documentId: 'd', position: 1 }, saleId: 's', totalMinor: -4599 });
    expect(note.postings).toEqual([
      { account: 'receivable', code: null, amountMinor: -4599 },
      { account: 'revenue', code: '4000', amountMinor: 4000 },
      { account: 'tax-payable', code: 'GST', amountMinor: 200 },
      { account: 'tax-payable', code: 'QST', amountMinor: 399 },
    ]);
  });

  it('BIL-18: a write-off is a bad debt under its own ledger code', () => {
    const note = draftCreditNote([credit], '6900');
    expect(note.lines[0].ledgerCode).toBe('6900');
    expect(note.postings[1]).toEqual({ account: 'bad-debt', code: '6900', amountMinor: 4000 });
    expect(note.postings.reduce((sum, posting) => sum + posting.amountMinor, 0)).toBe(0);
  });
});
