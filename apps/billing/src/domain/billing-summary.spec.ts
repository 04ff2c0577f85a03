import type { PlannedBilling, PlannedDocument } from '#contracts/billing/planned-billing';
import { billingSummary, changedOperations, operationHashes } from './billing-summary.js';

const document = (operationId: string, changes: Partial<PlannedDocument> = {}): PlannedDocument => ({
  operationId,
  kind: 'invoice',
  reason: null,
  level: 'client',
  issuerId: 'club',
  debtorId: null,
  billingAccountId: `account of ${operationId}`,
  currency: 'CAD',
  netMinor: 4000,
  taxMinor: 200,
  totalMinor: 4200,
  lines: [
    {
      kind: 'membership',
      description: 'Recreational',
      netMinor: 4000,
      taxes: [{ code: 'GST', ratePpm: 50_000, amountMinor: 200 }],
      totalMinor: 4200,
    },
  ],
  releasedMinor: 0,
  settledMinor: 0,
  ...changes,
});
const planned = (documents: PlannedDocument[], changes: Partial<PlannedBilling> = {}): PlannedBilling => ({
  documents,
  accounts: documents.map(({ billingAccountId, level, totalMinor }) => ({
    billingAccountId,
    level,
    currency: 'CAD',
    balanceBeforeMinor: 100,
    balanceAfterMinor: 100 + totalMinor,
  })),
  previewHash: '',
  ...changes,
});

describe('what many documents come down to', () => {
  it('PAIN-3: is the same for the same documents, whatever ids the sender chose', () => {
    const account = { billingAccountId: 'account' };
    const [one] = operationHashes(planned([document('a', account)])).values();
    const [other] = operationHashes(planned([document('b', account)])).values();
    expect(one).toBe(other);
    expect(one).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each<[string, PlannedBilling]>([
    ['another total', planned([document('a', { totalMinor: 4201 }), document('b')])],
    ['money that settles it', planned([document('a', { settledMinor: 1 }), document('b')])],
    ['another name on a line', planned([document('a', { lines: [{ ...document('a').lines[0], description: 'Other' }] }), document('b')])],
    ['a document more', planned([document('a'), document('a', { level: 'corporate' }), document('b')])],
    ['no document', planned([document('b')])],
    [
      'a planned payment that ends',
      planned([document('a'), document('b')], {
        plannedPayments: [
          {
            plannedPaymentId: 'p',
            billingAccountId: 'account of a',
            method: 'cheque',
            dueOn: '2026-12-01',
            currency: 'CAD',
            beforeMinor: 5,
            afterMinor: 0,
          },
        ],
      }),
    ],
  ])('PAIN-3: names the operation that has %s, and no other', (_what, now) => {
    const confirmed = operationHashes(planned([document('a'), document('b')]));
    expect(changedOperations(now, confirmed)).toEqual(['a']);
  });

  it('PAIN-3: sums up each level, invoices and credit notes apart, taxes by code and rate', () => {
    const credit = document('b', { kind: 'credit-note', netMinor: -1000, totalMinor: -1050, releasedMinor: 50, lines: [] });
    const above = document('a', { level: 'corporate', billingAccountId: 'club', netMinor: 2500, totalMinor: 2500, lines: [] });
    const { levels, hashes } = billingSummary(planned([document('a'), credit, above]), ['b', 'a']);
    expect(hashes).toHaveLength(2);
    expect(levels).toMatchObject([
      {
        level: 'client',
        invoices: 1,
        creditNotes: 1,
        netMinor: 3000,
        invoicedMinor: 4200,
        creditedMinor: 1050,
        releasedMinor: 50,
        accounts: 2,
      },
      { level: 'corporate', invoices: 1, creditNotes: 0, netMinor: 2500, balanceBeforeMinor: 100, balanceAfterMinor: 2600 },
    ]);
    expect(levels[0].taxes).toEqual([{ code: 'GST', ratePpm: 50_000, amountMinor: 200 }]);
  });
});
