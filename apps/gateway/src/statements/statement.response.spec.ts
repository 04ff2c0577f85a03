import type { WrittenLines } from '#contracts/billing/statement-lines';
import type { StatementRecord } from '#contracts/billing/statements.query';
import { newId, publicId } from '#kernel/ids';
import { statementJson } from './statement.response.js';

describe('a statement as JSON', () => {
  const [account, issuer, invoice, planned] = [newId(), newId(), newId(), newId()];
  const amount = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });

  const statement = (lines: WrittenLines): StatementRecord => ({
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
    lines,
    upcoming: [{ id: planned, on: '2027-01-15', kind: 'cheque', method: 'cheque', amountMinor: 600 }],
    paymentUrl: 'https://club.example/pay/bac_1',
    next: null,
  });

  const told = (lines: WrittenLines): unknown => JSON.parse(statementJson(statement(lines)).toString());

  it('passes the lines on as they were written', () => {
    const line = { id: publicId('invoice', invoice), description: 'Récréatif « Zoë »', balance: amount(6600) };
    const expected = {
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
      lines: [line, line],
    };
    const written = [line, line].map((one) => JSON.stringify(one)).join();
    expect(told(written)).toEqual(expected);
    expect(told(Buffer.from(written))).toEqual(expected);
  });

  it('has no lines when nothing happened', () => expect(told('')).toMatchObject({ lines: [] }));
});
