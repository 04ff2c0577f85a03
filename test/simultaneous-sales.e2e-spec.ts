import { ApiProblem, type ImportState, type Paged } from '../scripts/api.js';
import {
  brokenInvariants,
  checked,
  committed,
  imported,
  someClub,
  someFederation,
  someOffer,
  startProduct,
  type Product,
  type SomeOrganization,
} from './product.js';

interface Member {
  personId: string;
  accountIds: string[];
}
interface Problem {
  status: number;
  code: string;
  errors?: { pointer?: string; code: string; detail: string }[];
}

const cad = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });
const someLetters = 'abcdefghijklmnopqrstuvwxyz';

/** MEM-13, MEM-14 with requests that really are under way at once, through the gateway and all services. */
describe('at the same instant', () => {
  let product: Product;
  let federation: SomeOrganization;
  let [north, south]: SomeOrganization[] = [];

  beforeAll(async () => {
    product = await startProduct();
    federation = await someFederation(product);
    const entry = await someOffer(federation, { names: { en: 'Entry' }, replacementRule: { mode: 'enabled' } });
    north = await someClub(product, federation, entry, { name: 'Northern Lights' });
    south = await someClub(product, federation, await someOffer(federation, { names: { en: 'Visitor' } }), { name: 'Southern Cross' });
  });
  afterAll(() => product?.stop());
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]));

  /** People whom both clubs know, each with a client account at both. */
  async function shared(family: string, many: number): Promise<{ north: Member; south: Member }[]> {
    const rows = (place: string) =>
      Array.from({ length: many }, (_, i) => ({
        'First name': `Lea${someLetters[i]}`,
        'Last name': family,
        Address: `1 ${place} street`,
        Email: `${place}.${someLetters[i]}.${family.toLowerCase()}@mail.example`,
      }));
    await imported(north, rows('north'));
    const state = await checked(south, rows('south'));
    if (state.state === 'needsDecisions') await south.api.decide(state.id, ({ candidates }) => candidates?.[0]?.personId ?? null);
    await committed(south, await south.api.settled(state.id, undefined, 20));
    const [known, alsoKnown] = [await peopleOf(north, family), await peopleOf(south, family)];
    return [...known].map(([personId, member]) => ({ north: member, south: alsoKnown.get(personId)! }));
  }

  async function peopleOf(club: SomeOrganization, family: string): Promise<Map<string, Member>> {
    const { data } = await club.api.get<Paged<{ id: string; lastName: string; accountIds: string[] }>>('/v1/people?limit=200');
    const own = data.filter(({ lastName }) => lastName === family);
    return new Map(own.map(({ id, accountIds }) => [id, { personId: id, accountIds }]));
  }

  /** An offer that both clubs sell, each at its price; their listings. */
  async function competitive(name: string): Promise<{ offerId: string; north: string; south: string }> {
    const offerId = await someOffer(federation, { names: { en: name }, originalPrice: cad(6000) });
    const listed = async (club: SomeOrganization, price: number) =>
      (await club.api.post<{ id: string }>('/v1/listings', { offerId, name, sellingPrice: cad(price) })).id;
    return { offerId, north: await listed(north, 8513), south: await listed(south, 9127) };
  }

  const sell = (club: SomeOrganization, listingId: string, { personId, accountIds }: Member) =>
    club.api.post<object>('/v1/sales', { sales: [{ listingId, personId, accountId: accountIds[0] }] });

  const problemIn = (tried: PromiseSettledResult<unknown>): Problem => {
    if (tried.status === 'fulfilled' || !(tried.reason instanceof ApiProblem)) throw new Error(`no problem: ${JSON.stringify(tried)}`);
    return tried.reason.body as Problem;
  };

  /** Of an offer, how many living memberships each person holds, wherever. */
  async function held(offerId: string): Promise<Map<string, number>> {
    const { data } = await federation.api.get<Paged<{ personId: string; status: string }>>(`/v1/memberships?offerId=${offerId}&limit=200`);
    const living = data.filter(({ status }) => status === 'active');
    return new Map(
      Array.from(
        Map.groupBy(living, ({ personId }) => personId),
        ([personId, own]) => [personId, own.length],
      ),
    );
  }

  it('MEM-14: of two clubs that sell the same to one person, one sells it, and the other is told why and nothing private', async () => {
    const people = await shared('Roy', 16);
    const offer = await competitive('Competitive');
    for (const person of people) {
      const tried = await Promise.allSettled([sell(north, offer.north, person.north), sell(south, offer.south, person.south)]);
      expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const [winner, loser] = tried[0].status === 'fulfilled' ? [north, south] : [south, north];
      const problem = problemIn(tried.find(({ status }) => status === 'rejected')!);
      expect(problem).toMatchObject({
        status: 422,
        code: 'memberships.not-sellable',
        errors: [{ pointer: '/sales/0', code: 'memberships.already-held', detail: 'already-held through another-club' }],
      });
      const told = JSON.stringify(problem);
      const secrets = [winner.id, 'Northern', 'Southern', 'mail.example', 'street', '8513', '9127', 'invoice', 'Lea', 'Roy'];
      expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
      expect((await membershipsOf(loser, person.north.personId)).filter(({ name }) => name === 'Competitive')).toEqual([]);
    }
    expect(await held(offer.offerId)).toEqual(new Map(people.map(({ north: { personId } }) => [personId, 1])));
  }, 180_000);

  it('MEM-14: all of them together, many people and both clubs at once, and each person is sold it once', async () => {
    const people = await shared('Gagnon', 20);
    const offer = await competitive('Precision');
    const tried = await Promise.all(
      people.map((person) => Promise.allSettled([sell(south, offer.south, person.south), sell(north, offer.north, person.north)])),
    );
    for (const both of tried) {
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const problem = problemIn(both.find(({ status }) => status === 'rejected')!);
      expect(problem.errors).toMatchObject([{ code: 'memberships.already-held', detail: 'already-held through another-club' }]);
    }
    expect(await held(offer.offerId)).toEqual(new Map(people.map(({ north: { personId } }) => [personId, 1])));
  }, 180_000);

  /** What a sale took in the meantime sends an import back to its preview: whoever looks at it commits again. */
  async function seenThrough(id: string): Promise<ImportState> {
    for (let tries = 0; tries < 10; tries++) {
      const state = await north.api.settled(id, undefined, 20);
      if (state.state === 'finished') return state;
      expect(state.state).toBe('ready');
      await committed(north, state).catch((error: unknown) => expect(error).toMatchObject({ code: 'imports.preview-changed' }));
    }
    throw new Error('the import never came to its end');
  }

  it.each([
    ['come with its commit', 'Tremblay', 'Dance', false],
    ['come while it runs', 'Lavoie', 'Pairs', true],
  ])(
    'MEM-13, MEM-14, IMP-16: an import of one club and sales of another that %s meet over the same people: each holds it once',
    async (_, family, name, running) => {
      const people = await shared(family, 16);
      const offer = await competitive(name);
      const rows = people.map((_person, i) => ({
        'First name': `Lea${someLetters[i]}`,
        'Last name': family,
        Address: '1 north street',
        Email: `north.${someLetters[i]}.${family.toLowerCase()}@mail.example`,
        Membership: name,
      }));
      const state = await checked(north, rows);
      expect(state).toMatchObject({ state: 'ready', counts: { rows: 16, reused: 16 } });
      const commit = north.api.post(`/v1/imports/${state.id}/commit`, { previewHash: state.previewHash });
      if (running) await commit; // Its places are being taken by now.
      const [, ...sales] = await Promise.allSettled([
        commit.then(() => north.api.settled(state.id, undefined, 20)),
        ...people.map((person) => sell(south, offer.south, person.south)),
      ]);
      const sold = sales.filter(({ status }) => status === 'fulfilled').length;
      for (const refused of sales.filter(({ status }) => status === 'rejected')) {
        expect(problemIn(refused).errors).toMatchObject([
          { code: 'memberships.already-held', detail: 'already-held through another-club' },
        ]);
      }
      expect([...(await held(offer.offerId)).values()].filter((many) => many > 1)).toEqual([]);

      const { counts } = await seenThrough(state.id);
      expect([counts.created + counts.reused, counts.skipped]).toEqual([16 - sold, sold]);
      expect(await held(offer.offerId)).toEqual(new Map(people.map(({ north: { personId } }) => [personId, 1])));
    },
    180_000,
  );

  it('REP-4, MEM-14: a replacement at one club and a sale at another meet over one person: one of them is made', async () => {
    const people = await shared('Bouchard', 12);
    const offer = await competitive('Elite');
    for (const person of people) {
      const [{ id: membershipId }] = await membershipsOf(north, person.north.personId);
      const replacements = [{ membershipId, listingId: offer.north }];
      const preview = await north.api.post<{ billing: { previewHash: string } }>('/v1/replacements/preview', { replacements });
      const order = { replacements, previewHash: preview.billing.previewHash };
      const [replaced, sold] = await Promise.allSettled([
        north.api.post<object>('/v1/replacements', order),
        sell(south, offer.south, person.south),
      ]);
      expect([replaced.status, sold.status].sort()).toEqual(['fulfilled', 'rejected']);
      const refused = replaced.status === 'rejected' ? replaced : sold;
      expect(problemIn(refused).errors).toMatchObject([{ code: 'memberships.already-held', detail: 'already-held through another-club' }]);
      const [old] = (await membershipsOf(north, person.north.personId)).filter(({ id }) => id === membershipId);
      expect(old.status).toBe(replaced.status === 'fulfilled' ? 'replaced' : 'active');
    }
    expect(await held(offer.offerId)).toEqual(new Map(people.map(({ north: { personId } }) => [personId, 1])));
  }, 180_000);

  const membershipsOf = async (club: SomeOrganization, personId: string) =>
    (await club.api.get<Paged<{ id: string; name: string; status: string }>>(`/v1/memberships?personId=${personId}`)).data;
});
