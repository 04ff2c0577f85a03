import type { Paged } from '../scripts/api.js';
import {
  brokenInvariants,
  imported,
  someClub,
  someFederation,
  someOffer,
  startProduct,
  type Product,
  type SomeOrganization,
} from './product.js';

interface Sold {
  data: {
    membershipId: string;
    saleId: string;
    clientInvoice: { id: string; number: string; total: { amountMinor: number } };
    corporateInvoice: { id: string; total: { amountMinor: number } } | null;
  }[];
}
interface Preview {
  sales: { problem: string | null; effectiveOn: string | null }[];
  billing: {
    documents: { level: string; total: { amountMinor: number } }[];
    accounts: { level: string; balanceBefore: { amountMinor: number }; balanceAfter: { amountMinor: number } }[];
    previewHash: string;
  } | null;
}

/** Worked example 5.1, through the public API and all services. */
describe('a sale', () => {
  let product: Product;
  let federation: SomeOrganization;
  let club: SomeOrganization;
  let listingId: string;
  let people: { id: string; accountIds: string[] }[];

  beforeAll(async () => {
    product = await startProduct();
    federation = await someFederation(product);
    club = await someClub(product, federation, await someOffer(federation));
    await imported(
      club,
      [{ 'First name': 'Ana' }, { 'First name': 'Bea' }, { 'First name': 'Lea' }].map((row) => ({ ...row, 'Last name': 'Roy' })),
    );
    people = (await club.api.get<Paged<(typeof people)[number]>>('/v1/people')).data;
    const competitive = await someOffer(federation, {
      names: { en: 'Competitive' },
      originalPrice: { amountMinor: 6000, currency: 'CAD' },
    });
    const listing = await club.api.post<{ id: string }>('/v1/listings', {
      offerId: competitive,
      sellingPrice: { amountMinor: 8500, currency: 'CAD' },
    });
    listingId = listing.id;
  });
  afterAll(() => product?.stop());
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]));

  const saleTo = ({ id: personId, accountIds }: { id: string; accountIds: string[] }, of = listingId) => ({
    listingId: of,
    accountId: accountIds[0],
    personId,
  });
  const corporate = async () =>
    (await federation.api.get<Paged<{ balance: { amountMinor: number } }>>('/v1/billing-accounts?level=corporate')).data[0].balance
      .amountMinor;

  it('5.1, MEM-3, MEM-18: is previewed, then made at both levels to the cent, once', async () => {
    const before = await corporate();
    const sales = [saleTo(people[0])];
    const preview = await club.api.post<Preview>('/v1/sales/preview', { sales });
    expect(preview.sales).toMatchObject([{ problem: null, effectiveOn: '2020-09-01' }]);
    expect(preview.billing?.documents.map(({ level, total }) => [level, total.amountMinor])).toEqual([
      ['client', 8500],
      ['corporate', 6000],
    ]);
    const order = { sales, previewHash: preview.billing?.previewHash };
    const sold = await club.api.post<Sold>('/v1/sales', order, 'sale-of-ana');
    expect(sold.data).toMatchObject([
      { clientInvoice: { total: { amountMinor: 8500 } }, corporateInvoice: { total: { amountMinor: 6000 } } },
    ]);
    expect(await club.api.post<Sold>('/v1/sales', order, 'sale-of-ana')).toEqual(sold); // The first result.
    expect(await corporate()).toBe(before + 6000);

    const membership = await club.api.get<{ status: string; saleId: string }>(`/v1/memberships/${sold.data[0].membershipId}`);
    expect(membership).toMatchObject({ status: 'active', saleId: sold.data[0].saleId, sellingPrice: { amountMinor: 8500 } });
    expect(await club.api.get(`/v1/invoices/${sold.data[0].clientInvoice.id}`)).toMatchObject({ saleId: sold.data[0].saleId });
  });

  it('MEM-13: is not made to somebody who holds it, and of a batch then nothing is', async () => {
    const before = await corporate();
    const sales = [saleTo(people[1]), saleTo(people[0])];
    expect((await club.api.post<Preview>('/v1/sales/preview', { sales })).sales.map(({ problem }) => problem)).toEqual([
      null,
      'already-held',
    ]);
    await expect(club.api.post('/v1/sales', { sales }, 'half-a-batch')).rejects.toThrow(/not-sellable/);
    expect(await corporate()).toBe(before);
    const { data } = await club.api.post<Sold>('/v1/sales', { sales: [saleTo(people[1]), saleTo(people[2])] }, 'whole-batch');
    expect(data).toHaveLength(2);
    expect(await corporate()).toBe(before + 12_000);
  });

  it('is refused whole when it would bill something else than the preview showed, and leaves its place free', async () => {
    const own = await club.api.post<{ id: string }>('/v1/offers', {
      names: { en: 'Evening class' },
      originalPrice: { amountMinor: 900, currency: 'CAD' },
      term: { kind: 'fixed-duration', months: 1 },
    });
    const listing = await club.api.post<{ id: string }>('/v1/listings', { offerId: own.id });
    const sales = [saleTo(people[0], listing.id)];
    await expect(club.api.post('/v1/sales', { sales, previewHash: '0'.repeat(64) }, 'stale')).rejects.toThrow(/preview-changed/);

    const sold = await club.api.post<Sold>('/v1/sales', { sales }, 'evening-class');
    expect(sold.data).toMatchObject([{ clientInvoice: { total: { amountMinor: 900 } }, corporateInvoice: null }]); // At one level.
  });
});
