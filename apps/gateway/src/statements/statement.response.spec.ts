import type { StatementRecord } from '#contracts/billing/statements.query';
import { newId, publicId } from '#kernel/ids';
import { statementJson } from './statement.response.js';

describe('a statement as JSON', () => {
  const [account, issuer, invoice, payment, planned] = [newId(), newId(), newId(), newId(), newId()];
  const amount = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });

  const statement = (rows: unknown[]): StatementRecord => ({
    billingAccountId: account,
    level: 'client',
    issuerId: issuer,
    issuerName: 'Club « Zoë »',
    ownerName: 'Ana "Ann" Tremblay',
    ownerAddress: '1, rue\nMontréal',
    currency: 'CAD',
    from: '2026-01-01',
    to: '2026-12-31',
    openingMinor: 100,
    closingMinor: 2600,
    creditMinor: 5,
    expectedMinor: 2000,
    carriedMinor: 100,
    rows: JSON.stringify(rows),
    upcoming: [{ id: planned, on: '2027-01-15', kind: 'cheque', method: 'cheque', amountMinor: 600 }],
    paymentUrl: 'https://club.example/pay/bac_1',
    next: null,
  });

  it('says what the account owes before, by and after each line', () => {
    const told = statementJson(
      statement([
        [invoice, 'invoice', '2026-09-01', '2026-000042', 'Récréatif', 2, 'Léa', null, null, null, 6500, 0],
        [payment, 'payment', '2026-09-02', null, null, 0, null, 'cheque', '12', null, 0, -4000],
      ]),
    );
    expect(JSON.parse(told)).toEqual({
      billingAccountId: publicId('billingAccount', account),
      level: 'client',
      issuerId: publicId('organization', issuer),
      issuerName: 'Club « Zoë »',
      ownerName: 'Ana "Ann" Tremblay',
      ownerAddress: '1, rue\nMontréal',
      from: '2026-01-01',
      to: '2026-12-31',
      opening: amount(100),
      closing: amount(2600),
      credit: amount(5),
      expected: amount(2000),
      upcoming: [{ id: publicId('plannedPayment', planned), on: '2027-01-15', kind: 'cheque', method: 'cheque', amount: amount(600) }],
      paymentUrl: 'https://club.example/pay/bac_1',
      page: { next: null, hasMore: false },
      lines: [
        {
          id: publicId('invoice', invoice),
          kind: 'invoice',
          on: '2026-09-01',
          number: '2026-000042',
          description: 'Récréatif',
          items: 2,
          personName: 'Léa',
          method: null,
          reference: null,
          reason: null,
          income: amount(6500),
          cashflow: amount(0),
          balance: amount(6600),
        },
        {
          id: publicId('payment', payment),
          kind: 'payment',
          on: '2026-09-02',
          number: null,
          description: null,
          items: 0,
          personName: null,
          method: 'cheque',
          reference: '12',
          reason: null,
          income: amount(0),
          cashflow: amount(-4000),
          balance: amount(2600),
        },
      ],
    });
  });

  it('carries every text as it is', () => {
    const texts = ['a"b', 'a\\b', 'a\nb\u0001', '\u2028', '𝄞 d’Artagnan', 'ë, ñ – « »', '\ud800', '[]^_`~\u007f', ''];
    const rows = texts.map((text) => [invoice, 'invoice', '2026-09-01', '1', text, 1, text, null, text, text, 1, 0]);
    const { lines } = JSON.parse(statementJson(statement(rows))) as {
      lines: { description: string; personName: string; reference: string }[];
    };
    expect(lines.map(({ description }) => description)).toEqual(texts);
    expect(lines.map(({ personName, reference }) => [personName, reference])).toEqual(texts.map((text) => [text, text]));
  });

  it('has no lines when nothing happened', () => expect(JSON.parse(statementJson(statement([])))).toMatchObject({ lines: [] }));
});
