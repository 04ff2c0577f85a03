import { type InvoiceStanding, touchedSince } from './undo.js';

const untouched = { credited: false, settledMinor: 0, cancelled: false, planned: false, payment: null };
const client = (changes: Partial<InvoiceStanding> = {}): InvoiceStanding => ({ level: 'client', ...untouched, ...changes });
const corporate = (changes: Partial<InvoiceStanding> = {}): InvoiceStanding => ({ level: 'corporate', ...untouched, ...changes });
const own = { id: 'p', amountMinor: 4000, refundedMinor: 0, matchedHereMinor: 4000 };

describe('a row of an import to be undone', () => {
  it.each<[string, InvoiceStanding[], string[]]>([
    ['untouched at both levels', [client(), corporate()], []],
    ['paid by the import itself alone', [client({ settledMinor: 4000, payment: own }), corporate()], []],
    ['paid by the client', [client({ settledMinor: 1 }), corporate()], ['client-paid']],
    ['paid on top of the import’s payment', [client({ settledMinor: 4001, payment: own }), corporate()], ['client-paid']],
    ['credited to the client', [client({ credited: true }), corporate()], ['client-credited']],
    ['cancelled with nothing credited', [client({ cancelled: true }), corporate()], ['cancelled']],
    ['with instalments', [client({ planned: true }), corporate()], ['payment-planned']],
    ['paid by the club', [client(), corporate({ settledMinor: 2500 })], ['club-paid']],
    ['credited to the club', [client(), corporate({ credited: true })], ['club-credited']],
    ['touched everywhere', [client({ settledMinor: 1 }), corporate({ credited: true })], ['client-paid', 'club-credited']],
  ])('IMP-17: %s', (_, invoices, reasons) => expect(touchedSince(invoices)).toEqual(reasons));

  it.each([
    ['given back', { ...own, refundedMinor: 4000, matchedHereMinor: 0 }],
    ['matched to something else', { ...own, matchedHereMinor: 0 }],
    ['matched in part', { ...own, matchedHereMinor: 3999 }],
  ])('IMP-17: keeps a row whose own payment was %s', (_, payment) => {
    expect(touchedSince([client({ settledMinor: payment.matchedHereMinor, payment }), corporate()])).toEqual(['payment-changed']);
  });
});
