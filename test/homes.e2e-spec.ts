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

interface Membership {
  id: string;
  sellerId: string;
  homeId: string;
  name: string;
  status: string;
  holder: { firstName: string; lastName: string; birthDate: string | null } | null;
  sellingPrice: object | null;
}
interface Move {
  membershipId: string;
  fromId: string;
  toId: string;
  toName: string;
}

/** MEM-15, through the public API and all services. */
describe('a member who changes clubs', () => {
  let product: Product;
  let federation: SomeOrganization;
  let seller: SomeOrganization;
  let receiver: SomeOrganization;
  let membershipId: string;

  beforeAll(async () => {
    product = await startProduct();
    federation = await someFederation(product);
    const offerId = await someOffer(federation);
    seller = await someClub(product, federation, offerId, { name: 'Club de Chicoutimi' });
    receiver = await someClub(product, federation, offerId, { name: 'Club de Jonquière' });
    await imported(seller, [{ 'First name': 'Léa', 'Last name': 'Roy', Phone: '418 555 0188' }]);
    membershipId = (await seller.api.get<Paged<{ id: string }>>('/v1/memberships')).data[0].id;
  });
  afterAll(() => product?.stop());
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]));

  const seen = (by: SomeOrganization) => by.api.get<Membership>(`/v1/memberships/${membershipId}`);
  const listed = async (by: SomeOrganization, query = '') =>
    (await by.api.get<Paged<Membership>>(`/v1/memberships${query}`)).data.map(({ id }) => id);

  it('MEM-15: is moved by the club to one it finds by name, and both read the move', async () => {
    const { data: clubs } = await seller.api.get<Paged<{ id: string; name: string }>>('/v1/homes');
    const to = clubs.find(({ name }) => name === 'Club de Jonquière');
    expect(to?.id).toBe(receiver.id);
    const moved = await seller.api.post<Move>(`/v1/memberships/${membershipId}/home-moves`, { organizationId: to?.id });
    expect(moved).toMatchObject({ membershipId, fromId: seller.id, toId: receiver.id, toName: 'Club de Jonquière' });
    for (const one of [seller, receiver, federation]) {
      const { data } = await one.api.get<Paged<Move>>(`/v1/home-moves?membershipId=${membershipId}`);
      expect(data).toMatchObject([{ fromId: seller.id, toId: receiver.id }]);
    }
  });

  it('ID-3, MEM-15: the club that received it learns who it is and until when, and nothing private', async () => {
    const membership = await seen(receiver);
    expect(membership).toMatchObject({
      sellerId: seller.id,
      homeId: receiver.id,
      status: 'active',
      holder: { firstName: 'Léa', lastName: 'Roy', birthDate: '1988-04-09' },
      sellingPrice: null,
    });
    expect(JSON.stringify(membership)).not.toMatch(/4000|555|Parc/);
    expect(await listed(receiver)).toEqual([membershipId]);
    expect(await listed(seller, `?homeId=${seller.id}`)).toEqual([]);
    expect(await listed(federation, `?homeId=${receiver.id}`)).toEqual([membershipId]);
  });

  it('MEM-15: is counted where it is at home, as JSON and CSV', async () => {
    const { data } = await federation.api.get<Paged<{ id: string; name: string; active: number }>>('/v1/reports/members?by=home');
    expect(data).toMatchObject([{ id: receiver.id, name: 'Club de Jonquière', active: 1 }]);
    expect(await federation.api.text('/v1/reports/members?by=home&format=csv')).toContain('Number,Home,Pending');
  });
});
