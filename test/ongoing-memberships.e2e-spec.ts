import { MovedClock } from '#testing/moved-clock';
import { Api, type Paged } from '../scripts/api.js';
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

interface Account {
  level: string;
  balance: { amountMinor: number };
}
interface Preview {
  billing: { previewHash: string; documents: { level: string; total: { amountMinor: number } }[] };
}

const cad = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });

/** MEM-6 through the public API and all services: sold in the middle of November, billed in December, cancelled before January. */
describe('an ongoing membership', () => {
  const clock = new MovedClock(new Date('2026-11-16T17:00:00Z'));
  let product: Product;
  let club: SomeOrganization;
  let federation: SomeOrganization;
  let membershipId: string;

  beforeAll(async () => {
    product = await startProduct({ clock });
    federation = await someFederation(product);
    club = await someClub(product, federation, await someOffer(federation));
    await imported(club, [{ 'First name': 'Ana', 'Last name': 'Roy', Email: 'ana@mail.example' }]);
  });
  afterAll(() => product?.stop());
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]));

  /** Sessions end while the clock moves. */
  async function moveTo(day: string): Promise<void> {
    clock.moveTo(`${day}T17:00:00Z`);
    for (const one of [club, federation]) one.api = await Api.signIn(product.http, `admin.${one.id}@club.example`, 'lames-et-glace-2026');
  }
  const balances = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      (await club.api.get<Paged<Account>>('/v1/billing-accounts')).data.map(({ level, balance }) => [level, balance.amountMinor]),
    );

  it('MEM-6: is billed what is left of its first month, at both levels', async () => {
    const offerId = await someOffer(federation, { names: { en: 'Gym' }, originalPrice: cad(3000), term: { kind: 'ongoing' } });
    const { id: listingId } = await club.api.post<{ id: string }>('/v1/listings', { offerId, sellingPrice: cad(6000) });
    const [{ id: personId, accountIds }] = (await club.api.get<Paged<{ id: string; accountIds: string[] }>>('/v1/people')).data;
    const before = await balances();
    const sales = [{ listingId, personId, accountId: accountIds[0] }];
    membershipId = (await club.api.post<{ data: { membershipId: string }[] }>('/v1/sales', { sales }, 'gym')).data[0].membershipId;
    expect(await balances()).toEqual({ client: before.client + 3000, corporate: before.corporate + 1500 });
  });

  it('MEM-6: is billed each month from then on, whole, at both levels and once', async () => {
    const before = await balances();
    await moveTo('2026-12-01');
    expect(await club.api.post('/v1/monthly-runs', undefined, 'december')).toEqual({ months: 1, refused: [] });
    expect(await club.api.post('/v1/monthly-runs', undefined, 'december')).toEqual({ months: 1, refused: [] }); // The first result.
    expect(await club.api.post('/v1/monthly-runs', undefined, 'again')).toEqual({ months: 0, refused: [] });
    expect(await balances()).toEqual({ client: before.client + 6000, corporate: before.corporate + 3000 });
  });

  it('MEM-6, BIL-15: until it is cancelled, and half of the last month is credited', async () => {
    const before = await balances();
    const cancellations = [{ membershipId, credit: { kind: 'percent', percent: 50 } }];
    const { billing } = await club.api.post<Preview>('/v1/cancellations/preview', { cancellations });
    expect(billing.documents.map(({ level, total }) => `${level} ${total.amountMinor}`)).toEqual(['client -3000']);
    await club.api.post('/v1/cancellations', { cancellations, previewHash: billing.previewHash }, 'leaves');
    expect(await balances()).toEqual({ client: before.client - 3000, corporate: before.corporate });
    await moveTo('2027-02-01');
    expect(await club.api.post('/v1/monthly-runs', undefined, 'february')).toEqual({ months: 0, refused: [] });
  });
});
