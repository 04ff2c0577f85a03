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
  billing: { documents: { level: string; total: { amountMinor: number } }[] } | null;
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

  it('MEM-19: is in nobody’s warehouse, and nothing that a club could make', async () => {
    for (const by of [club, federation]) await expect(by.api.post('/v1/listings', { offerId })).rejects.toThrow('no-such-offer');
    const own = { names: { en: 'Own' }, originalPrice: { amountMinor: 100, currency: 'CAD' }, affiliation: true };
    await expect(club.api.post('/v1/offers', { ...own, term: { kind: 'fixed-duration', months: 1 } })).rejects.toThrow(
      'affiliation-not-yours',
    );
    await expect(federation.api.post('/v1/offers', { ...own, term: { kind: 'ongoing' } })).rejects.toThrow('bad-offer');
  });
});
