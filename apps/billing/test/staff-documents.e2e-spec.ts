import { ExportJournal } from '#contracts/billing/journal';
import { ListLedgerCodes } from '#contracts/billing/ledger-codes';
import { GetInvoice, ListInvoices } from '#contracts/billing/documents.query';
import {
  CreateCreditNote,
  CreateInvoice,
  GetCreditNote,
  ListCreditNotes,
  PreviewCreditNote,
  PreviewInvoice,
  WriteOffInvoice,
  type StaffLine,
} from '#contracts/billing/staff-documents';
import type { Caller } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { billingInvariants } from '../src/invariants.js';
import { badDebtCodes } from '../src/persistence/migrations/017-bad-debt-is-an-expense.js';
import { childOf, fakeIdentity, knownToIdentity, ownerOf } from './fake-identity.js';
import { quebec, someNetwork, type Network } from './resale.js';
import { balanceOf, clientAccountOf, corporateAccountOf, pay } from './sales.js';

let world: World;
let network: Network;
const clock = new MovedClock(new Date('2026-10-10T15:00:00Z'));

beforeAll(async () => {
  world = await startWorld([billing, fakeIdentity], { clock });
});
afterAll(() => world.stop());
beforeEach(async () => {
  network = await someNetwork(world, { taxes: quebec });
  knownToIdentity(network);
});
afterEach(async () => {
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
});

const shirt = (changes: Partial<StaffLine> = {}): StaffLine => ({
  kind: 'merchandise',
  description: 'Chandail',
  amountMinor: 4000,
  ledgerCode: '4200',
  ...changes,
});
const invoice = (as: Caller, fields: Partial<Fields<CreateInvoice>>) =>
  world.ask(message(CreateInvoice, { invoiceId: newId(), lines: [shirt()], ...fields }), as);
const credit = (as: Caller, fields: Omit<Fields<CreateCreditNote>, 'creditNoteId'>) =>
  world.ask(message(CreateCreditNote, { creditNoteId: newId(), ...fields }), as);
const posted = (entryId: Uuid) =>
  world.database('billing').query('SELECT account, code, amount_minor FROM postings WHERE entry_id = $1 ORDER BY position', [entryId]);

describe('an invoice by staff', () => {
  it('has lines of any kind, a person each or the whole family, a discount, a fee, and its issuer’s taxes', async () => {
    const accountId = newId();
    const lines = [
      shirt({ personId: childOf(accountId) }),
      shirt({ kind: 'activity', description: 'Camp', amountMinor: 10_000, ledgerCode: '4300', personId: ownerOf(accountId) }),
      shirt({ kind: 'fee', description: 'Retard', amountMinor: 575, ledgerCode: '4900', tax: 'included' }),
      shirt({ kind: 'discount', description: 'Famille', amountMinor: 1000, ledgerCode: '4950' }),
    ];
    const issued = await invoice(network.ana, { accountId, lines, memo: 'Automne' });
    expect(issued).toMatchObject({
      level: 'client',
      number: '2026-000001',
      debtorName: 'Marie Tremblay',
      memo: 'Automne',
      dueOn: '2026-11-09',
    });
    expect(issued.lines.map(({ personName, netMinor, totalMinor, openMinor }) => [personName, netMinor, totalMinor, openMinor])).toEqual([
      ['Léa Tremblay', 4000, 4599, 4599 - 1150],
      ['Marie Tremblay', 10_000, 11_498, 11_498],
      [null, 500, 575, 575],
      [null, -1000, -1150, 0],
    ]);
    expect([issued.totalMinor, issued.openMinor]).toEqual([15_522, 15_522]);
    expect(await balanceOf(world, network.ana, clientAccountOf(network, accountId))).toBe(15_522);
  });

  it('goes from a federation to its club, who reads and owes it', async () => {
    const issued = await invoice(network.director, { debtorId: network.club.id });
    expect(issued).toMatchObject({ level: 'corporate', debtorId: network.club.id, totalMinor: 4599 });
    expect((await world.ask(message(GetInvoice, { invoiceId: issued.id }), network.ana)).openMinor).toBe(4599);
    const again = await invoice(network.director, { billingAccountId: corporateAccountOf(network) });
    expect(again.billingAccountId).toBe(issued.billingAccountId);
  });

  it('is refused to a club of another federation as to one that does not exist, and to two debtors at once', async () => {
    const other = await someNetwork(world);
    knownToIdentity(other);
    await expect(invoice(network.director, { debtorId: other.club.id })).rejects.toMatchObject({
      code: 'billing.no-such-debtor',
      kind: 'missing',
    });
    await expect(invoice(network.director, { debtorId: newId() })).rejects.toMatchObject({
      code: 'billing.no-such-debtor',
      kind: 'missing',
    });
    await expect(invoice(network.ana, { debtorId: network.federation.id })).rejects.toMatchObject({ code: 'billing.no-such-debtor' });
    await expect(invoice(network.ana, {})).rejects.toMatchObject({ code: 'billing.debtor-needed' });
    await expect(invoice(network.ana, { accountId: newId(), debtorId: newId() })).rejects.toMatchObject({ code: 'billing.debtor-needed' });
    await expect(invoice(network.ana, { billingAccountId: newId() })).rejects.toMatchObject({ code: 'billing.no-such-billing-account' });
    const stranger = [shirt({ personId: newId() })];
    await expect(invoice(network.ana, { accountId: newId(), lines: stranger })).rejects.toMatchObject({
      code: 'billing.person-not-in-account',
    });
    await expect(invoice(network.ana, { accountId: newId(), dueOn: '2026-10-09' })).rejects.toMatchObject({
      code: 'billing.due-before-issue',
    });
    const discounts = [shirt(), shirt({ kind: 'discount', amountMinor: 4001 })];
    await expect(invoice(network.ana, { accountId: newId(), lines: discounts })).rejects.toMatchObject({
      code: 'billing.discount-exceeds-invoice',
    });
  });

  it('is found by what is open, by account, person, kind, day and amount, in any order', async () => {
    const [first, second] = [newId(), newId()];
    const small = await invoice(network.ana, { accountId: first, lines: [shirt({ personId: childOf(first) })] });
    clock.moveTo('2026-10-12T15:00:00Z');
    const large = await invoice(network.ana, { accountId: second, lines: [shirt({ kind: 'activity', amountMinor: 10_000 })] });
    clock.moveTo('2026-10-10T15:00:00Z');
    await pay(world, network.ana, large.billingAccountId, large.totalMinor);
    const ids = async (filter: Partial<Fields<ListInvoices>>, as = network.ana) =>
      (await world.ask(message(ListInvoices, { limit: 50, ...filter }), as)).data.map(({ id }) => id);
    expect(await ids({})).toEqual([large.id, small.id]);
    expect(await ids({ state: 'open' })).toEqual([small.id]);
    expect(await ids({ state: 'paid' })).toEqual([large.id]);
    expect(await ids({ billingAccountId: small.billingAccountId })).toEqual([small.id]);
    expect(await ids({ personId: childOf(first) })).toEqual([small.id]);
    expect(await ids({ kind: 'activity' })).toEqual([large.id]);
    expect(await ids({ from: '2026-10-11', to: '2026-10-12' })).toEqual([large.id]);
    expect(await ids({ atLeastMinor: 5000 })).toEqual([large.id]);
    expect(await ids({ atMostMinor: 5000 })).toEqual([small.id]);
    for (const sort of ['issuedOn', 'dueOn', 'amount'] as const) {
      expect([sort, await ids({ sort })]).toEqual([sort, [small.id, large.id]]);
      expect([sort, await ids({ sort: `-${sort}` })]).toEqual([sort, [large.id, small.id]]);
      const page = await world.ask(message(ListInvoices, { limit: 1, sort }), network.ana);
      expect(await ids({ sort, after: page.next ?? '' })).toEqual([large.id]);
    }
    expect(await ids({ sort: 'amount' }, network.director)).toEqual([]); // A federation never reads its clubs' clients' invoices.
  });
});

describe('a preview of what staff bill', () => {
  const written = async () =>
    (
      await world.database('billing')
        .query(`SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM billing_accounts) AS accounts,
      (SELECT count(*) FROM party_snapshots) AS parties, (SELECT coalesce(sum(last_number), 0) FROM number_series) AS numbers`)
    )[0];

  it('BIL-6: shows amounts, taxes and what the account would owe, as the invoice then says it; nothing is written', async () => {
    const accountId = newId();
    const lines = [shirt({ personId: childOf(accountId) }), shirt({ kind: 'discount', amountMinor: 1000 })];
    const before = await written();
    const preview = await world.ask(message(PreviewInvoice, { accountId, lines }), network.ana);
    expect(await written()).toEqual(before);
    expect(preview.accounts).toMatchObject([{ level: 'client', balanceBeforeMinor: 0, balanceAfterMinor: 4599 - 1150 }]);
    const issued = await invoice(network.ana, { accountId, lines, previewHash: preview.previewHash });
    const [{ netMinor, taxMinor, totalMinor, lines: shown }] = preview.documents;
    expect([netMinor, taxMinor, totalMinor]).toEqual([issued.netMinor, issued.taxMinor, issued.totalMinor]);
    expect(shown.map((line) => line.taxes)).toEqual(issued.lines.map((line) => line.taxes));
    const again = await world.ask(message(PreviewInvoice, { accountId, lines }), network.ana);
    expect(again.accounts).toMatchObject([{ balanceBeforeMinor: 3449, balanceAfterMinor: 6898 }]);
  });

  it('binds: another price than was shown is refused, with what it would be now', async () => {
    const accountId = newId();
    const { previewHash } = await world.ask(message(PreviewInvoice, { accountId, lines: [shirt()] }), network.ana);
    await expect(invoice(network.ana, { accountId, lines: [shirt({ amountMinor: 4001 })], previewHash })).rejects.toMatchObject({
      code: 'billing.preview-changed',
    });
  });

  it('is refused as the invoice would be, and to whoever may not bill', async () => {
    const lines = [shirt()];
    await expect(world.ask(message(PreviewInvoice, { lines }), network.ana)).rejects.toMatchObject({ code: 'billing.debtor-needed' });
    const late = message(PreviewInvoice, { accountId: newId(), lines, dueOn: '2026-10-09' });
    await expect(world.ask(late, network.ana)).rejects.toMatchObject({ code: 'billing.due-before-issue' });
  });

  it('BIL-15: of a credit note shows its fee’s invoice, the money it frees and the balance; what was paid meanwhile is refused', async () => {
    const { id: invoiceId, billingAccountId } = await invoice(network.ana, { accountId: newId() });
    await pay(world, network.ana, billingAccountId, 1000);
    const fee = { description: 'Frais', amountMinor: 500, ledgerCode: '4910', tax: 'included' } as const;
    const asked = { invoiceId, lines: [{ position: 1, credit: { kind: 'whole' as const } }], fee };
    const before = await written();
    const preview = await world.ask(message(PreviewCreditNote, asked), network.ana);
    expect(await written()).toEqual(before);
    expect(preview.documents).toMatchObject([
      { kind: 'credit-note', totalMinor: -4599, releasedMinor: 1000 },
      { kind: 'invoice', totalMinor: 500, settledMinor: 500 },
    ]);
    expect(preview.accounts).toMatchObject([{ balanceBeforeMinor: 3599, balanceAfterMinor: -500 }]);
    await pay(world, network.ana, billingAccountId, 100);
    const { previewHash } = preview;
    await expect(credit(network.ana, { ...asked, previewHash })).rejects.toMatchObject({ code: 'billing.preview-changed' });
    const now = await world.ask(message(PreviewCreditNote, asked), network.ana);
    await credit(network.ana, { ...asked, previewHash: now.previewHash });
    expect(await balanceOf(world, network.ana, billingAccountId)).toBe(now.accounts[0].balanceAfterMinor);
    await expect(world.ask(message(PreviewCreditNote, asked), network.director)).rejects.toMatchObject({ code: 'billing.no-such-invoice' });
  });
});

describe('a credit note by staff', () => {
  it('BIL-4, BIL-17: credits lines in part and whole, gives taxes back to the cent, and frees what was paid', async () => {
    const { id: invoiceId, billingAccountId } = await invoice(network.ana, {
      accountId: newId(),
      lines: [shirt(), shirt({ amountMinor: 2500 })],
    });
    await pay(world, network.ana, billingAccountId, 7473);
    const part = { position: 2, credit: { kind: 'amount', amountMinor: 1000, tax: 'added' } } as const;
    const note = await credit(network.ana, { invoiceId, lines: [{ position: 1, credit: { kind: 'whole' } }, part], memo: 'Trop petit' });
    expect(note).toMatchObject({
      number: '2026-000001',
      reason: 'correction',
      memo: 'Trop petit',
      totalMinor: -4599 - 1150,
      feeInvoiceId: null,
    });
    expect(note.lines.map((line) => [line.invoicePosition, ...line.taxes.map((tax) => tax.amountMinor)])).toEqual([
      [1, -200, -399],
      [2, -50, -100],
    ]);
    expect(await posted(note.id)).toEqual([
      { account: 'receivable', code: null, amount_minor: -5749 },
      { account: 'revenue', code: '4200', amount_minor: 5000 },
      { account: 'tax-payable', code: 'GST', amount_minor: 250 },
      { account: 'tax-payable', code: 'QST', amount_minor: 499 },
    ]);
    expect(await balanceOf(world, network.ana, billingAccountId)).toBe(-5749);
    await expect(
      credit(network.ana, { invoiceId, lines: [{ position: 2, credit: { kind: 'amount', amountMinor: 1725, tax: 'included' } }] }),
    ).rejects.toMatchObject({
      code: 'billing.credit-exceeds-item',
      facts: { askedMinor: 1725, openMinor: 1724 },
    });
    expect((await world.ask(message(GetInvoice, { invoiceId }), network.ana)).lines.map((line) => line.creditedMinor)).toEqual([
      4599, 1150,
    ]);
    expect(await world.ask(message(GetCreditNote, { creditNoteId: note.id }), network.ana)).toEqual(note);
    const { data } = await world.ask(message(ListCreditNotes, { limit: 10, invoiceId, sort: '-amount' }), network.ana);
    expect(data).toEqual([note]);
    await expect(world.ask(message(GetCreditNote, { creditNoteId: note.id }), network.director)).rejects.toMatchObject({
      code: 'billing.no-such-credit-note',
    });
  });

  it('of a discounted invoice gives back what was really charged, taxes too', async () => {
    const lines = [shirt(), shirt({ kind: 'discount', amountMinor: 1000 })];
    const { id: invoiceId, totalMinor } = await invoice(network.ana, { accountId: newId(), lines });
    const half = await credit(network.ana, { invoiceId, lines: [{ position: 1, credit: { kind: 'percent', percentPpm: 500_000 } }] });
    const rest = await credit(network.ana, { invoiceId, lines: [{ position: 1, credit: { kind: 'whole' } }] });
    expect(half.totalMinor + rest.totalMinor).toBe(-totalMinor);
    expect([half.netMinor + rest.netMinor, half.taxMinor + rest.taxMinor]).toEqual([-3000, -449]);
    await expect(
      credit(network.ana, { invoiceId, lines: [{ position: 2, credit: { kind: 'percent', percentPpm: 1 } }] }),
    ).resolves.toMatchObject({
      totalMinor: 0,
    });
  });

  it('BIL-15: less a fee keeps it by an invoice under its own ledger code, settled from what was paid', async () => {
    const { id: invoiceId, billingAccountId } = await invoice(network.ana, { accountId: newId() });
    await pay(world, network.ana, billingAccountId, 4599);
    const fee = { description: 'Frais', amountMinor: 1000, ledgerCode: '4910' };
    const lines = [{ position: 1, credit: { kind: 'whole' as const } }];
    const note = await credit(network.ana, { invoiceId, lines, fee });
    const kept = await world.ask(message(GetInvoice, { invoiceId: note.feeInvoiceId ?? '' }), network.ana);
    expect(kept).toMatchObject({ totalMinor: 1150, openMinor: 0, lines: [{ kind: 'fee', ledgerCode: '4910' }] });
    expect(await balanceOf(world, network.ana, billingAccountId)).toBe(1150 - 4599);
    const { id: other } = await invoice(network.ana, { accountId: newId() });
    await expect(credit(network.ana, { invoiceId: other, lines, fee: { ...fee, amountMinor: 4001 } })).rejects.toMatchObject({
      code: 'billing.fee-exceeds-credit',
    });
  });

  it('credits nobody else’s invoice, and no line that is not there', async () => {
    const { id: invoiceId } = await invoice(network.director, { debtorId: network.club.id });
    const lines = [{ position: 1, credit: { kind: 'whole' as const } }];
    for (const asked of [
      { invoiceId, lines },
      { invoiceId: newId(), lines },
    ]) {
      await expect(credit(network.ana, asked)).rejects.toMatchObject({ code: 'billing.no-such-invoice', kind: 'missing' });
    }
    const absent = { invoiceId, lines: [{ position: 7, credit: { kind: 'whole' as const } }] };
    await expect(credit(network.director, absent)).rejects.toMatchObject({ code: 'billing.no-such-invoice' });
  });
});

describe('a write-off', () => {
  it('BIL-18: credits what is open as a bad debt, and leaves what was paid where it is', async () => {
    const { id: invoiceId, billingAccountId } = await invoice(network.ana, { accountId: newId() });
    await pay(world, network.ana, billingAccountId, 2300);
    const command = message(WriteOffInvoice, { creditNoteId: newId(), invoiceId, ledgerCode: '6900', memo: 'Parti' });
    const note = await world.ask(command, network.ana);
    expect(note).toMatchObject({ reason: 'bad-debt', totalMinor: -2299, lines: [{ ledgerCode: '6900' }] });
    expect((await posted(note.id))[1]).toMatchObject({ account: 'bad-debt', code: '6900' });
    expect(await balanceOf(world, network.ana, billingAccountId)).toBe(0);
    const again = message(WriteOffInvoice, { creditNoteId: newId(), invoiceId, ledgerCode: '6900' });
    await expect(world.ask(again, network.ana)).rejects.toMatchObject({ code: 'billing.nothing-open' });
  });

  it('BIL-18: is an expense: its code enters the chart as one, and exports say so', async () => {
    const expenses = async () =>
      (await world.ask(message(ListLedgerCodes, { limit: 10, sort: 'code', kind: 'bad-debt' }), network.ana)).data.map(
        ({ code, inUse }) => [code, inUse],
      );
    const { id: invoiceId } = await invoice(network.ana, { accountId: newId() });
    await world.ask(message(WriteOffInvoice, { creditNoteId: newId(), invoiceId, ledgerCode: '6900' }), network.ana);
    expect(await expenses()).toEqual([['6900', true]]);
    const period = { from: '2026-01-01', to: '2026-12-31' };
    const { text } = await world.ask(message(ExportJournal, { ...period, detail: 'lump-sum', format: 'json' }), network.ana);
    const sums = JSON.parse(text) as { account: string; type: string }[];
    expect(sums.find(({ account }) => account === 'bad-debt')).toMatchObject({ code: '6900', type: 'expense' });
    expect(sums.find(({ account }) => account === 'revenue')).toMatchObject({ type: 'revenue' });

    const before = `UPDATE ledger_codes SET kind = 'revenue' WHERE issuer_id = '${network.club.id}'`; // As all codes once entered it.
    await world.database('billing').query(before);
    await world.database('billing').query(badDebtCodes);
    expect(await expenses()).toEqual([['6900', true]]);
  });
});
