import { newId, publicId } from '#kernel/ids';
import { statementLines } from './statement-lines.js';

describe('the lines of a statement', () => {
  const amount = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });
  const about = {
    on: '2026-09-01',
    number: null,
    description: 'Récréatif',
    items: 1,
    personName: 'Léa',
    method: null,
    reference: null,
    reason: null,
  };
  const [invoice, refund] = [newId(), newId()];
  const written = [
    { id: publicId('invoice', invoice), kind: 'invoice', ...about, income: amount(4599), cashflow: amount(0), balance: amount(5599) },
    { id: publicId('payment', refund), kind: 'refund', ...about, income: amount(0), cashflow: amount(500), balance: amount(6099) },
  ];
  const read = [
    { id: invoice, kind: 'invoice', ...about, incomeMinor: 4599, cashflowMinor: 0, balanceMinor: 5599 },
    { id: refund, kind: 'refund', ...about, incomeMinor: 0, cashflowMinor: 500, balanceMinor: 6099 },
  ];

  it('are read from text and from its bytes', () => {
    const text = written.map((line) => JSON.stringify(line)).join();
    expect(statementLines(text)).toEqual(read);
    expect(statementLines(Buffer.from(text))).toEqual(read);
    expect(statementLines('')).toEqual([]);
  });
});
