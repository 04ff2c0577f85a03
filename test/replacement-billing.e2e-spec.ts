import { CancelLines, PreviewCancellations } from '#contracts/billing/cancellations';
import { ReplaceSales } from '#contracts/billing/pairs';
import { message } from '#contracts/message';
import { newId, parsePublicId, publicId, type PublicKind } from '#kernel/ids';
import type { Money } from '#kernel/money';
import { someCaller, someClub as aClub } from '#testing/callers';
import { billingInvariants } from '../apps/billing/src/invariants.js';
import type { Paged } from '../scripts/api.js';
import { imported, someClub, someFederation, someOffer, startProduct, type Product, type SomeOrganization } from './product.js';

interface Document {
  id: string;
  level: 'client' | 'corporate';
  saleId: string | null;
  reason: string | null;
  total: Money;
  open: Money;
  billingAccountId: string;
}
interface Account {
  id: string;
  level: 'client' | 'corporate';
  balance: Money;
}

const quebec = [
  { code: 'GST', ratePpm: 50_000 },
  { code: 'QST', ratePpm: 99_750 },
];
const money = (amountMinor: number): Money => ({ amountMinor, currency: 'CAD' });
const uuid = (kind: PublicKind, id: string): string => parsePublicId(kind, id) ?? '';

/** What a treasurer reads of a replacement that the memberships service asked for. */
describe('worked examples 5.1, 5.3 and 5.4, read through the API', () => {
  let product: Product;
  let federation: SomeOrganization;
  let club: SomeOrganization;

  beforeAll(async () => {
    product = await startProduct();
    federation = await someFederation(product, { taxes: quebec });
    club = await someClub(product, federation, await someOffer(federation), { taxes: quebec });
    await imported(club, [{ 'First name': 'Léa', 'Last name': 'Tremblay', Email: 'lea@mail.example' }]);
  });
  afterAll(() => product?.stop());
  // The laws of billing: nobody holds the new membership here, which the product's own would find.
  afterEach(async () => {
    for (const { title, sql } of billingInvariants) expect([title, await product.database('billing').query(sql)]).toEqual([title, []]);
  });

  const list = async <T>(path: string): Promise<T[]> => (await club.api.get<Paged<T>>(path)).data;
  const balances = async (): Promise<Record<string, number>> =>
    Object.fromEntries((await list<Account>('/v1/billing-accounts')).map(({ level, balance }) => [level, balance.amountMinor]));

  it('5.1, BIL-20: the sale stands at both levels, and the client pays it', async () => {
    expect(await balances()).toEqual({ client: 4599, corporate: 2874 });
    const [{ id }] = (await list<Account>('/v1/billing-accounts?level=client')).slice(0, 1);
    await club.api.post('/v1/payments', { billingAccountId: id, amount: money(4599), method: 'cash' });
    expect(await balances()).toEqual({ client: 0, corporate: 2874 });
    expect((await list<Document>('/v1/invoices?state=paid')).map(({ level }) => level)).toEqual(['client']);
  });

  it('5.3, 5.4, REP-7: four documents; the client owes 57.49 and the club 74.73', async () => {
    const [{ saleId }] = await list<Document>('/v1/invoices?level=client');
    const [organizationId, federationId] = [uuid('organization', club.id), uuid('organization', federation.id)];
    const acting = aClub(federationId, { id: organizationId });
    const [operationId, newSaleId, listingId, offerId] = [newId(), newId(), newId(), newId()];
    const terms = { listingId, offerId, name: 'Competitive', offerName: 'Competitive', ledgerCode: '4000', currency: 'CAD' };
    const command = message(ReplaceSales, {
      organizationId,
      federationId,
      terms: [{ ...terms, sellingMinor: 9000, originalMinor: 6500 }],
      replacements: [
        { operationId, saleId: uuid('sale', saleId ?? ''), newSaleId, terms: 0, effectiveOn: '2026-10-01', expiresOn: '2027-08-31' },
      ],
    });
    await product.ask(command, someCaller({ organization: acting }));

    const made = [...(await list<Document>('/v1/credit-notes')), ...(await list<Document>('/v1/invoices'))].filter(
      ({ reason }) => reason === 'replacement',
    );
    expect(made.map(({ level, total }) => `${level} ${total.amountMinor}`).sort()).toEqual([
      'client -4599',
      'client 10348',
      'corporate -2874',
      'corporate 7473',
    ]);
    expect(await balances()).toEqual({ client: 5749, corporate: 7473 });
    expect((await federation.api.get<Paged<Document>>('/v1/credit-notes')).data.map(({ level }) => level)).toEqual(['corporate']);
  });

  it('BIL-15, MEM-20: its cancellation credits the client, and waits for the federation above', async () => {
    const settings = `/v1/organizations/${federation.id}/billing-settings`;
    const changed = await fetch(product.http + settings, {
      method: 'PATCH',
      headers: { ...federation.api.headers, 'content-type': 'application/json', 'if-match': '"1"' },
      body: JSON.stringify({ upstreamCredit: 'on-approval' }),
    });
    expect(changed.status).toBe(200);
    const invoices = await list<Document>('/v1/invoices?level=client&state=open');
    const byInvoice = club.api.post(`/v1/invoices/${invoices[0].id}/lines/1/cancellation`, { credit: { kind: 'all' } });
    await expect(byInvoice).rejects.toMatchObject({ status: 422, code: 'billing.membership-stands' });
    const line = {
      cancellationId: newId(),
      saleId: uuid('sale', invoices[0].saleId ?? ''),
      credit: { kind: 'whole' } as const,
      refundMinor: 4599,
    };
    const levels = { organizationId: uuid('organization', club.id), federationId: uuid('organization', federation.id) };
    const asMemberships = someCaller({ organization: aClub(levels.federationId, { id: levels.organizationId }) });
    const decision = { ...levels, cancellations: [line] };
    const { previewHash, accounts } = await product.ask(message(PreviewCancellations, decision), asMemberships);
    expect(accounts.map(({ balanceAfterMinor }) => balanceAfterMinor)).toEqual([0]);
    const { cancellations } = await product.ask(message(CancelLines, { ...decision, previewHash }), asMemberships);
    const done = await club.api.get<{ upstream: { state: string } }>(`/v1/cancellations/${publicId('cancellation', cancellations[0].id)}`);
    expect(done.upstream.state).toBe('waiting');
    expect(await balances()).toEqual({ client: 0, corporate: 7473 });
    const [waiting] = (await federation.api.get<Paged<{ id: string }>>('/v1/upstream-credits?state=waiting')).data;
    await federation.api.post(`/v1/upstream-credits/${waiting.id}/approval`, {});
    expect(await balances()).toEqual({ client: 0, corporate: 0 });
  });
});
