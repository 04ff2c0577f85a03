import fc from 'fast-check';
import { statementLines } from './statement-lines.js';

const row = (incomeMinor: number, cashflowMinor: number) => {
  const kind = cashflowMinor === 0 ? 'invoice' : 'payment';
  return [
    '00000000-0000-7000-8000-000000000000',
    kind,
    '2026-09-01',
    null,
    'Récréatif',
    1,
    'Léa',
    null,
    null,
    null,
    incomeMinor,
    cashflowMinor,
  ];
};
const linesOf = (carriedMinor: number, rows: unknown[]) => statementLines({ carriedMinor, rows: JSON.stringify(rows) });

describe('the lines of a statement', () => {
  it('BIL-1, BIL-2: invoices and refunds raise what is owed, credit notes and payments lower it', () => {
    const lines = linesOf(1000, [row(4599, 0), row(0, -2000), row(-599, 0), row(0, 500)]);
    expect(lines.map(({ balanceMinor }) => balanceMinor)).toEqual([5599, 3599, 3000, 3500]);
  });

  it('BIL-23: what was carried and all lines come to the last balance', () => {
    const amounts = fc.array(fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.boolean()));
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), amounts, (carriedMinor, all) => {
        const rows = all.map(([amount, income]) => (income ? row(amount, 0) : row(0, amount)));
        const expected = all.reduce((sum, [amount]) => sum + amount, carriedMinor);
        expect(linesOf(carriedMinor, rows).at(-1)?.balanceMinor ?? carriedMinor).toBe(expected);
      }),
    );
  });

  it('say what each is about', () => {
    expect(linesOf(0, [row(4599, 0)])).toEqual([
      {
        id: '00000000-0000-7000-8000-000000000000',
        kind: 'invoice',
        on: '2026-09-01',
        number: null,
        description: 'Récréatif',
        items: 1,
        personName: 'Léa',
        method: null,
        reference: null,
        reason: null,
        incomeMinor: 4599,
        cashflowMinor: 0,
        balanceMinor: 4599,
      },
    ]);
  });
});
