import { MovedClock } from '#testing/moved-clock';
import { Api, type Paged } from '../scripts/api.js';
import { brokenInvariants, someClub, someFederation, someOffer, startProduct, type Product, type SomeOrganization } from './product.js';

interface Affiliation {
  id: string;
  organizationId: string;
  status: string;
  purchasedOn: string;
  effectiveOn: string;
  expiresOn: string;
  invoice: { id: string; number: string; total: { amountMinor: number } };
  endedOn: string | null;
}
interface Preview {
  problem: string | null;
  billing: { documents: { level: string; total: { amountMinor: number } }[]; previewHash: string } | null;
}

/** MEM-19, through the public API and all services. */
describe('a club’s own affiliation', () => {
  const clock = new MovedClock(new Date('2026-11-22T17:00:00Z'));
  let product: Product;
  let federation: SomeOrganization;
  let club: SomeOrganization;
  let sister: SomeOrganization;
  let offerId: string;

  beforeAll(async () => {
    product = await startProduct({ clock });
    federation = await someFederation(product);
    const resold = await someOffer(federation);
    [club, sister] = [await keyed(await someClub(product, federation, resold)), await keyed(await someClub(product, federation, resold))];
    offerId = await someOffer(federation, {
      names: { en: 'Club affiliation' },
      affiliation: true,
      originalPrice: { amountMinor: 30_000, currency: 'CAD' },
      term: { kind: 'fixed-duration', months: 1, renewalWindowDays: 10 },
    });
    federation = await keyed(federation, 'federation-administrator');
  });
  afterAll(() => product?.stop());
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]));

  /** By a key: weeks pass in these tests, and sessions end. */
  async function keyed(one: SomeOrganization, role = 'club-administrator'): Promise<SomeOrganization> {
    const { secret } = await federation.api.post<{ secret: string }>('/v1/api-keys', { organizationId: one.id, role, name: 'Office' });
    return { ...one, api: Api.withKey(product.http, secret) };
  }
  /** Another affiliation that this federation sells. */
  const another = (fields: object = {}) =>
    someOffer(federation, {
      names: { en: 'Coaches’ branch' },
      affiliation: true,
      originalPrice: { amountMinor: 10_000, currency: 'CAD' },
      term: { kind: 'fixed-duration', months: 12 },
      ...fields,
    });
  const buy = (by: SomeOrganization, key?: string) => by.api.post<Affiliation>('/v1/affiliations', { offerId }, key);
  const preview = (by: SomeOrganization) => by.api.post<Preview>('/v1/affiliations/preview', { offerId });
  const listed = async (by: SomeOrganization, query = '') =>
    (await by.api.get<Paged<Affiliation>>(`/v1/affiliations${query}`)).data.map(({ id }) => id);
  const owed = async () =>
    (await club.api.get<Paged<{ balance: { amountMinor: number } }>>('/v1/billing-accounts?level=corporate')).data[0]?.balance.amountMinor;

  it('MEM-19: is bought on its corporate account: one invoice of the federation, and no client’s', async () => {
    expect(await preview(club)).toMatchObject({
      problem: null,
      billing: { documents: [{ level: 'corporate', total: { amountMinor: 30_000 } }] },
    });
    const bought = await buy(club, 'season');
    expect(bought).toMatchObject({ organizationId: club.id, status: 'active', purchasedOn: '2026-11-22', expiresOn: '2026-12-21' });
    expect(await buy(club, 'season')).toEqual(bought);
    expect(await owed()).toBe(30_000);
    expect((await club.api.get<Paged<unknown>>('/v1/invoices?level=client')).data).toEqual([]);
    for (const by of [club, federation]) expect(await listed(by, `?organizationId=${club.id}&status=active`)).toEqual([bought.id]);
    expect(await listed(sister)).toEqual([]);
  });

  it('MEM-13: is held once for a period, and bought again in its renewal window', async () => {
    expect(await preview(club)).toMatchObject({ problem: 'already-held', billing: null });
    await expect(buy(club)).rejects.toThrow('not-affiliable');
    clock.moveTo('2026-12-15T17:00:00Z');
    expect(await buy(club)).toMatchObject({ status: 'pending', effectiveOn: '2026-12-22', expiresOn: '2027-01-21' });
    expect(await owed()).toBe(60_000);
  });

  it('MEM-19, BIL-15: is cancelled by the federation, which credits its invoice, and may be bought anew', async () => {
    const [first, next] = await listed(federation);
    const cancel = (by: SomeOrganization, id: string) =>
      by.api.post<Affiliation>(`/v1/affiliations/${id}/cancellation`, { credit: { kind: 'all' } });
    await expect(cancel(club, next)).rejects.toThrow('forbidden');
    expect(await cancel(federation, next)).toMatchObject({ status: 'cancelled', endedOn: '2026-12-15' });
    await expect(cancel(federation, next)).rejects.toThrow('affiliation-ended');
    expect(await owed()).toBe(30_000);
    expect((await club.api.get<Affiliation>(`/v1/affiliations/${first}`)).status).toBe('active');
    expect(await buy(club)).toMatchObject({ effectiveOn: '2026-12-22' });
  });

  it('MEM-19: is confirmed as it was previewed, its purchase and its end', async () => {
    const offer = await another();
    const { billing } = await sister.api.post<Preview>('/v1/affiliations/preview', { offerId: offer });
    const { version } = await federation.api.get<{ version: number }>(`/v1/offers/${offer}`);
    await federation.api.patch(`/v1/offers/${offer}`, { originalPrice: { amountMinor: 12_000, currency: 'CAD' } }, version);
    const confirmed = (previewHash: string) => sister.api.post<Affiliation>('/v1/affiliations', { offerId: offer, previewHash });
    await expect(confirmed(billing!.previewHash)).rejects.toThrow('preview-changed');
    expect((await sister.api.get<Paged<Affiliation>>(`/v1/affiliations?offerId=${offer}`)).data).toEqual([]);
    const shown = await sister.api.post<Preview>('/v1/affiliations/preview', { offerId: offer });
    const { id } = await confirmed(shown.billing!.previewHash);

    const half = { credit: { kind: 'percent', percent: 50 } };
    const path = `/v1/affiliations/${id}/cancellation`;
    const end = await federation.api.post<NonNullable<Preview['billing']>>(`${path}/preview`, half);
    expect(end.documents).toMatchObject([{ level: 'corporate', total: { amountMinor: -6_000 } }]);
    await expect(sister.api.post(`${path}/preview`, half)).rejects.toThrow('forbidden');
    const whole = { credit: { kind: 'all' }, previewHash: end.previewHash };
    await expect(federation.api.post(path, whole)).rejects.toThrow('preview-changed');
    expect((await sister.api.get<Affiliation>(`/v1/affiliations/${id}`)).status).toBe('active');
    expect(await federation.api.post(path, { ...half, previewHash: end.previewHash })).toMatchObject({ status: 'cancelled' });
    await expect(federation.api.post(`${path}/preview`, half)).rejects.toThrow('affiliation-ended');
  });

  it('MEM-19, BIL-15: goes on while anything is left of its line; to give back all of it is to cancel it', async () => {
    const { id, invoice } = await sister.api.post<Affiliation>('/v1/affiliations', { offerId: await another() });
    const all = { credit: { kind: 'all' } };
    await expect(federation.api.post(`/v1/invoices/${invoice.id}/lines/1/cancellation`, all)).rejects.toThrow('affiliation-stands');
    const note = (amountMinor: number) =>
      federation.api.post('/v1/credit-notes', {
        invoiceId: invoice.id,
        lines: [{ position: 1, credit: { kind: 'amount', amount: { amountMinor, currency: 'CAD' } } }],
      });
    await expect(note(10_000)).rejects.toThrow('affiliation-stands');
    await note(4_000);
    await expect(note(6_000)).rejects.toThrow('affiliation-stands');
    expect((await sister.api.get<Affiliation>(`/v1/affiliations/${id}`)).status).toBe('active');
    const { documents } = await federation.api.post<NonNullable<Preview['billing']>>(`/v1/affiliations/${id}/cancellation/preview`, all);
    expect(documents).toMatchObject([{ total: { amountMinor: -6_000 } }]); // What is left.
    await federation.api.post(`/v1/affiliations/${id}/cancellation`, { credit: { kind: 'percent', percent: 0 } });
    await note(6_000); // Nobody is affiliated by it any more.
  });

  it('BIL-18, MEM-19: what will never be paid may be written off, and ends nothing', async () => {
    const { id, invoice } = await sister.api.post<Affiliation>('/v1/affiliations', { offerId: await another() });
    await federation.api.post(`/v1/invoices/${invoice.id}/write-off`, { ledgerCode: '5900' });
    expect((await sister.api.get<Affiliation>(`/v1/affiliations/${id}`)).status).toBe('active');
  });

  it('MEM-13, MEM-19: asked for twice at the same instant is bought once, and invoiced once', async () => {
    const offer = await another();
    const tries = await Promise.allSettled(
      ['one', 'two', 'three'].map((key) => sister.api.post<Affiliation>('/v1/affiliations', { offerId: offer }, `at-once-${key}`)),
    );
    const refusals = tries.filter((one) => one.status === 'rejected').map(({ reason }) => String(reason));
    expect(refusals).toHaveLength(2);
    for (const refusal of refusals) expect(refusal).toContain('not-affiliable');
    const { data } = await sister.api.get<Paged<Affiliation>>(`/v1/affiliations?offerId=${offer}`);
    expect(data).toHaveLength(1);
    const invoices = (await sister.api.get<Paged<{ id: string }>>('/v1/invoices?level=corporate&limit=200')).data;
    const affiliations = (await sister.api.get<Paged<Affiliation>>('/v1/affiliations?limit=200')).data;
    expect(invoices.map(({ id }) => id).sort()).toEqual(affiliations.map(({ invoice }) => invoice.id).sort());
  });

  it('MEM-19, BIL-20: is taxed by the federation, as it taxes what the offer is', async () => {
    const quebec = [
      { code: 'GST', ratePpm: 50_000 },
      { code: 'QST', ratePpm: 99_750 },
    ];
    const taxing = await someFederation(product, { taxes: quebec });
    const untaxed = await someClub(product, taxing, await someOffer(taxing)); // A club that taxes nothing itself.
    const season = { kind: 'fixed-duration', months: 12 };
    const own = await someOffer(taxing, {
      names: { en: 'Own' },
      affiliation: true,
      originalPrice: { amountMinor: 30_000, currency: 'CAD' },
      term: season,
    });
    const { invoice } = await untaxed.api.post<Affiliation>('/v1/affiliations', { offerId: own });
    expect(invoice.total.amountMinor).toBe(30_000 + 1_500 + 2_993); // 29.925, half up.
    const { lines } = await untaxed.api.get<{ lines: { taxes: { code: string; amount: { amountMinor: number } }[] }[] }>(
      `/v1/invoices/${invoice.id}`,
    );
    expect(lines[0].taxes.map(({ code, amount }) => [code, amount.amountMinor])).toEqual([
      ['GST', 1_500],
      ['QST', 2_993],
    ]);
  });

  it('MEM-19: is counted in the federation’s reports, apart from members', async () => {
    const counted = await federation.api.get<Paged<{ id: string; name: string; active: number; pending: number; cancelled: number }>>(
      '/v1/reports/members?by=affiliation',
    );
    const own = counted.data.find(({ id }) => id === offerId);
    expect(own).toMatchObject({ name: 'Club affiliation', active: 1, pending: 1, cancelled: 1 });
    expect((await club.api.get<typeof counted>('/v1/reports/members?by=affiliation')).data).toHaveLength(1); // Its own alone.
    expect((await federation.api.get<Paged<object>>('/v1/reports/members')).data).toEqual([]);
    const report = '/v1/reports/clubs?from=2026-11-01&to=2026-12-31';
    const lines = (
      await federation.api.get<Paged<{ clubId: string; sold: number; affiliations: number; affiliated: { amountMinor: number } }>>(report)
    ).data;
    expect(lines.find(({ clubId }) => clubId === club.id)).toMatchObject({
      sold: 0,
      affiliations: 3, // One of them cancelled since.
      affiliated: { amountMinor: 90_000 },
    });
    expect(await federation.api.text(`${report}&format=csv`)).toContain('Affiliations,Price of affiliations');
  });

  it('MEM-19: is in nobody’s warehouse, and nothing that a club could make', async () => {
    for (const by of [club, federation]) await expect(by.api.post('/v1/listings', { offerId })).rejects.toThrow('no-such-offer');
    const own = { names: { en: 'Own' }, originalPrice: { amountMinor: 100, currency: 'CAD' }, affiliation: true };
    await expect(club.api.post('/v1/offers', { ...own, term: { kind: 'fixed-duration', months: 1 } })).rejects.toThrow(
      'affiliation-not-yours',
    );
    await expect(federation.api.post('/v1/offers', { ...own, term: { kind: 'ongoing' } })).rejects.toThrow('bad-offer');
  });
});
