import { ListBillingAccounts, ListInvoices, type BillingAccountRecord, type InvoiceRecord } from '#contracts/billing/documents.query';
import { MakeDocumentFile, type DocumentLanguage } from '#contracts/billing/files.query';
import { RecordPayment } from '#contracts/billing/payments';
import { ChangeOnlineSettings } from '#contracts/billing/planned-payments';
import { GetStatement, MakeStatementFile } from '#contracts/billing/statements.query';
import type { Caller } from '#contracts/caller';
import { message } from '#contracts/message';
import { newId, publicId } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { ProviderSimulator } from '#testing/provider-simulator';
import { startWorld, type World } from '#testing/start-world';
import { billing } from '../src/billing.service.js';
import { fakeIdentity, knownToIdentity } from './fake-identity.js';
import { readPdf } from './read-pdf.js';
import { batchOf, freeze, someNetwork, work, type Network } from './resale.js';

let world: World;
let provider: ProviderSimulator;
let network: Network;

beforeAll(async () => {
  provider = await ProviderSimulator.start();
  const env = { PAYMENT_PROVIDER_URL: provider.url, WEB_URL: 'https://club.example/' };
  world = await startWorld([billing, fakeIdentity], { clock: new MovedClock(new Date('2026-09-01T16:00:00Z')), env });
});
afterAll(async () => {
  await world?.stop();
  await provider.stop();
});
beforeEach(async () => {
  network = await someNetwork(world);
  knownToIdentity(network);
  const importId = newId();
  await freeze(world, network, importId);
  await work(world, network, batchOf(network, importId, [{ row: 2, name: 'Ana Côté' }]));
});

const accountAt = async (level: 'client' | 'corporate', as: Caller): Promise<BillingAccountRecord> =>
  (await world.ask(message(ListBillingAccounts, { limit: 1, level }), as)).data[0];
const invoiceAt = async (level: 'client' | 'corporate', as: Caller): Promise<InvoiceRecord> =>
  (await world.ask(message(ListInvoices, { limit: 1, level }), as)).data[0];
const statement = (billingAccountId: string, as: Caller) => world.ask(message(GetStatement, { billingAccountId, limit: 10 }), as);
const allow = (allowed: boolean, as: Caller) => world.ask(message(ChangeOnlineSettings, { allowed, minimumMinor: 0 }), as);

describe('a payment link', () => {
  it('BIL-12: is on the statement and the invoice of whoever may pay online, and nowhere before', async () => {
    const { id } = await accountAt('client', network.ana);
    const { id: invoiceId } = await invoiceAt('client', network.ana);
    expect((await statement(id, network.ana)).paymentUrl).toBeNull();
    expect((await invoiceAt('client', network.ana)).paymentUrl).toBeNull();
    await allow(true, network.ana);
    const link = `https://club.example/pay/${publicId('billingAccount', id)}`;
    expect((await statement(id, network.ana)).paymentUrl).toBe(link);
    expect((await invoiceAt('client', network.ana)).paymentUrl).toBe(`${link}?invoice=${publicId('invoice', invoiceId)}`);
    await allow(false, network.ana);
    expect((await statement(id, network.ana)).paymentUrl).toBeNull();
  });

  it('BIL-12: shows a club where its federation is paid, once the federation allows it', async () => {
    const { id } = await accountAt('corporate', network.ana);
    await allow(true, network.ana); // What the club takes says nothing of what the federation does.
    expect((await statement(id, network.ana)).paymentUrl).toBeNull();
    await allow(true, network.director);
    expect((await statement(id, network.ana)).paymentUrl).toBe(`https://club.example/pay/${publicId('billingAccount', id)}`);
    expect((await invoiceAt('corporate', network.ana)).paymentUrl).toContain('/pay/');
    expect((await statement(id, network.director)).paymentUrl).toContain('/pay/');
  });

  it('BIL-12: is gone once nothing is owed', async () => {
    await allow(true, network.ana);
    const { id: billingAccountId } = await accountAt('client', network.ana);
    const { openMinor: amountMinor } = await invoiceAt('client', network.ana);
    const paid = { billingAccountId, amountMinor, currency: 'CAD', method: 'cash' as const };
    await world.ask(message(RecordPayment, { paymentId: newId(), ...paid }), network.ana);
    expect((await statement(billingAccountId, network.ana)).paymentUrl).toBeNull();
    expect((await invoiceAt('client', network.ana)).paymentUrl).toBeNull();
  });

  it.each([
    ['en', 'Pay online: '],
    ['fr', 'Payer en ligne : '],
    ['nl', 'Online betalen: '],
  ] as [DocumentLanguage, string][])('BIL-23: stands on both papers in %s', async (language, said) => {
    await allow(true, network.ana);
    const { id: billingAccountId } = await accountAt('client', network.ana);
    const { id: documentId } = await invoiceAt('client', network.ana);
    const late = { timeoutMs: 60_000 };
    const papers = [
      await world.ask(message(MakeStatementFile, { billingAccountId, format: 'pdf', language }), network.ana, late),
      await world.ask(message(MakeDocumentFile, { documentId, kind: 'invoice', language }), network.ana, late),
    ];
    for (const paper of papers) {
      const { text } = await readPdf(paper);
      expect(text.replace(/\s+/g, ' ')).toContain(`${said}https://club.example/pay/`);
    }
  });
});
