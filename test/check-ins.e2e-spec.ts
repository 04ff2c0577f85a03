import { Api, type Paged } from '../scripts/api.js';
import { MovedClock } from '#testing/moved-clock';
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

interface Activity {
  id: string;
  kind: string;
  admitted: boolean;
  reason: string | null;
  pass: string | null;
  membershipId: string | null;
  accountId: string | null;
}
interface Entitlement {
  entitled: boolean;
  reason: string | null;
  data: { name: string }[];
}

/** ID-27, through the public API and all services. */
describe('at the door', () => {
  const clock = new MovedClock(new Date('2026-11-22T17:00:00Z'));
  let product: Product;
  let club: SomeOrganization;
  let sister: SomeOrganization;
  let stranger: SomeOrganization;
  let personId: string;

  beforeAll(async () => {
    product = await startProduct({ clock });
    const federation = await someFederation(product);
    const offerId = await someOffer(federation);
    club = await someClub(product, federation, offerId);
    const named = { organizationId: club.id, role: 'club-administrator', name: 'Door' };
    const { secret } = await federation.api.post<{ secret: string }>('/v1/api-keys', named);
    club = { ...club, api: Api.withKey(product.http, secret) }; // Doors have no sessions that end.
    sister = await someClub(product, federation, offerId);
    const others = await someFederation(product);
    stranger = await someClub(product, others, await someOffer(others));
    await imported(club, [{ 'First name': 'Lea', 'Last name': 'Roy' }]);
    personId = (await club.api.get<Paged<{ id: string }>>('/v1/people')).data[0].id;
  });
  afterAll(() => product?.stop());
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]));

  const checkIn = (at = club, key?: string) => at.api.post<Activity>('/v1/check-ins', { personId, note: 'Door 2' }, key);
  const entitlement = (at = club) => at.api.post<Entitlement>('/v1/entitlements', { personId });

  it('ID-27, MEM-15: admits who has a membership, at every club of the network, and logs it once', async () => {
    const entered = await checkIn(club, 'morning');
    expect(entered).toMatchObject({
      kind: 'check-in',
      admitted: true,
      reason: null,
      pass: 'Recreational',
      membershipId: expect.any(String),
    });
    expect(await checkIn(club, 'morning')).toEqual(entered);
    expect(await checkIn(sister)).toMatchObject({ admitted: true, accountId: null }); // Who its client is, the other club keeps to itself.
    const left = await club.api.post<Activity>('/v1/activities', { personId, kind: 'check-out' });
    expect((await club.api.get<Paged<Activity>>('/v1/activities')).data).toEqual([left, entered]);
    expect((await club.api.get<Paged<Activity>>(`/v1/activities?kind=check-in&accountId=${entered.accountId}`)).data).toEqual([entered]);
    const first = await club.api.get<Paged<Activity>>('/v1/activities?limit=1');
    expect((await club.api.get<Paged<Activity>>(`/v1/activities?limit=1&after=${first.page.next}`)).data).toEqual([entered]);
  });

  it('ID-27: refuses who has no membership, as it does somebody of another network, who is nobody here', async () => {
    const refused = await checkIn(stranger);
    expect(refused).toMatchObject({ admitted: false, reason: 'no-valid-membership', pass: null, accountId: null });
    expect(await entitlement(stranger)).toEqual({ entitled: false, reason: 'no-valid-membership', data: [], choose: false, buy: [] });
    expect((await stranger.api.get<Paged<Activity>>('/v1/activities?admitted=false')).data).toEqual([refused]);
  });

  it('ID-27: refuses whom the organization keeps out, there only and until it lets them in again', async () => {
    await club.api.post('/v1/entry-blocks', { personId, blocked: true, reason: 'See the manager' });
    expect(await checkIn()).toMatchObject({ admitted: false, reason: 'blocked' });
    expect(await entitlement()).toMatchObject({ entitled: false, reason: 'blocked', data: [{ name: 'Recreational' }] });
    expect(await checkIn(sister)).toMatchObject({ admitted: true });
    await club.api.post('/v1/entry-blocks', { personId, blocked: false });
    expect(await checkIn()).toMatchObject({ admitted: true });
  });

  it('ID-27: refuses who owes beyond the due date, until it is paid', async () => {
    clock.moveTo('2027-03-01T17:00:00Z');
    expect(await checkIn()).toMatchObject({ admitted: false, reason: 'unpaid-balance' });
    const account = (await club.api.get<Paged<{ id: string }>>('/v1/billing-accounts?level=client')).data[0];
    await club.api.post('/v1/payments', { billingAccountId: account.id, amount: { amountMinor: 4000, currency: 'CAD' }, method: 'cash' });
    expect(await checkIn()).toMatchObject({ admitted: true });
  });
});
