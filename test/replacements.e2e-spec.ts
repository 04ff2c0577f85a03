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

interface Document {
  id: string;
  total: { amountMinor: number };
}
interface Replaced {
  data: {
    membershipId: string;
    newMembershipId: string;
    client: { creditNote: Document; invoice: Document };
    corporate: { creditNote: Document; invoice: Document };
  }[];
}
interface Preview {
  billing: { documents: { kind: string; level: string; total: { amountMinor: number } }[]; previewHash: string };
}

const cad = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });

/** Worked example 5.3, through the public API and all services. */
describe('a replacement', () => {
  let product: Product;
  let federation: SomeOrganization;
  let club: SomeOrganization;
  let competitive: string;
  let members: { id: string }[];

  beforeAll(async () => {
    product = await startProduct();
    federation = await someFederation(product);
    const offers = [
      await someOffer(federation, { names: { en: 'Competitive' }, originalPrice: cad(6000) }),
      await someOffer(federation, { replacementRule: { mode: 'enabled' } }),
    ];
    club = await someClub(product, federation, offers[1]);
    competitive = (await club.api.post<{ id: string }>('/v1/listings', { offerId: offers[0], sellingPrice: cad(8500) })).id;
    await imported(
      club,
      ['Lea', 'Max', 'Noa'].map((name) => ({ 'First name': name, 'Last name': 'Roy', Email: `${name}@mail.example` })),
    );
    members = (await club.api.get<Paged<{ id: string }>>('/v1/memberships')).data;
    // October: every price has gone up since.
    const { id: recreational } = (await club.api.get<Paged<{ id: string; name: string }>>('/v1/listings')).data.find(
      ({ name }) => name === 'Recreational',
    )!;
    await federation.api.patch(`/v1/offers/${offers[0]}`, { originalPrice: cad(6500) }, 1);
    await federation.api.patch(`/v1/offers/${offers[1]}`, { originalPrice: cad(2700) }, 1);
    await club.api.patch(`/v1/listings/${competitive}`, { sellingPrice: cad(9000) }, 1);
    await club.api.patch(`/v1/listings/${recreational}`, { sellingPrice: cad(4200) }, 1);
  });
  afterAll(() => product?.stop());
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]));

  const accounts = async (level: string, as = club) =>
    (await as.api.get<Paged<{ id: string; balance: { amountMinor: number } }>>(`/v1/billing-accounts?level=${level}`)).data;

  it.each([
    [0, 9000],
    [1500, 7500],
    [4000, 5000],
  ])('5.3, REP-8, REP-14: of what was paid %i of, leaves %i owed, and the club’s account follows on its own', async (paid, owed) => {
    const index = [0, 1500, 4000].indexOf(paid);
    const membershipId = members[index].id;
    const { personId } = await club.api.get<{ personId: string }>(`/v1/memberships/${membershipId}`);
    const { accountIds } = await club.api.get<{ accountIds: string[] }>(`/v1/people/${personId}`);
    const account = (await club.api.get<Paged<{ id: string; accountId: string }>>('/v1/billing-accounts?level=client')).data.find(
      (one) => one.accountId === accountIds[0],
    )!;
    if (paid > 0) await club.api.post('/v1/payments', { billingAccountId: account.id, amount: cad(paid), method: 'cash' }, `pay-${paid}`);
    const [{ balance: before }] = await accounts('corporate', federation);

    const replacements = [{ membershipId, listingId: competitive }];
    const { billing } = await club.api.post<Preview>('/v1/replacements/preview', { replacements });
    const expected = ['client credit-note -4000', 'client invoice 9000', 'corporate credit-note -2500', 'corporate invoice 6500'];
    const drawn = billing.documents.map(({ kind, level, total }) => `${level} ${kind} ${total.amountMinor}`);
    expect(new Set(drawn)).toEqual(new Set(expected));

    const order = { replacements, previewHash: billing.previewHash };
    const { data } = await club.api.post<Replaced>('/v1/replacements', order, `replace-${paid}`);
    expect(data).toMatchObject([
      {
        membershipId,
        client: { creditNote: { total: cad(-4000) }, invoice: { total: cad(9000) } },
        corporate: { creditNote: { total: cad(-2500) }, invoice: { total: cad(6500) } },
      },
    ]);
    expect(await club.api.post<Replaced>('/v1/replacements', order, `replace-${paid}`)).toEqual({ data }); // REP-13
    const now = (await accounts('client')).find(({ id }) => id === account.id)!;
    expect(now.balance.amountMinor).toBe(owed);
    expect((await accounts('corporate', federation))[0].balance.amountMinor).toBe(before.amountMinor + 6500 - 2500);
    expect(await club.api.get(`/v1/memberships/${membershipId}`)).toMatchObject({ status: 'replaced' });
    expect(await club.api.get(`/v1/memberships/${data[0].newMembershipId}`)).toMatchObject({ status: 'active' });
  });
});
