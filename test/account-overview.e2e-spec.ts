import { jest } from '@jest/globals';
import { derivedId, publicId } from '#kernel/ids';
import { Api, type Paged } from '../scripts/api.js';
import { someClub, someFederation, someOffer, startProduct, type Product, type SomeOrganization } from './product.js';

jest.setTimeout(120_000);

interface Part<T> {
  state: string;
  service: string | null;
  retry: string | null;
  rights: string[];
  content: T | null;
}
interface Item {
  description: string;
  status: string;
}
interface Short<T> {
  data: T[];
  href: string;
  hasMore: boolean;
}
interface Overview {
  id: string;
  members: Part<{ members: { firstName: string; picture: boolean }[] }>;
  actions: Part<{ data: { action: string }[] }>;
  billing: Part<{
    account: Record<'balance' | 'expected' | 'credit', { amountMinor: number }> | null;
    unpaid: Short<{ open: { amountMinor: number } }>;
  }>;
  purchases: Part<{ people: { name: string | null; items: Item[] }[]; shared: Item[]; cancelled: Item[] } & Omit<Short<never>, 'data'>>;
  upcomingPayments: Part<Short<{ amount: { amountMinor: number } }>>;
  skills?: Part<Short<{ names: Record<string, string> }>>;
  cards?: Part<Short<{ number: string }>>;
  documents: Part<{
    invoices: Short<{ number: string }>;
    creditNotes: Short<object>;
    receipts: Short<object>;
    statement: { pdf: string } | null;
  }>;
  addPurchase: Part<{ onSale: string }>;
  activityLog: Part<Short<{ kind: string; pass: string | null; admitted: boolean; at: string; personId: string }>>;
}
interface OnSale {
  listingId: string;
  name: string;
  total: { amountMinor: number };
  availability: { personId: string | null; problem: string | null; renewal: boolean }[];
}

/** ID-25: one account, told by three services. */
describe('a client account as staff see it', () => {
  let product: Product;
  let federation: SomeOrganization;
  let club: SomeOrganization;
  let account: string;
  let ana: string;
  let lea: string;

  const cad = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });
  const overview = (api: Api = club.api, parts = '') => api.get<Overview>(`/v1/accounts/${account}/overview${parts}`);

  beforeAll(async () => {
    product = await startProduct();
    federation = await someFederation(product);
    const offer = await someOffer(federation, { card: true });
    club = await someClub(product, federation, offer);
    const family = await someOffer(federation, { names: { en: 'Family pass' }, family: true });
    await club.api.post('/v1/listings', { offerId: family, name: 'Family', sellingPrice: cad(9000) });
    const made = await club.api.post<{ id: string; owner: { personId: string } }>('/v1/accounts', {
      firstName: 'Ana',
      lastName: 'Roy',
      email: 'ana.roy@mail.test',
      birthDate: '1988-04-09',
    });
    [account, ana] = [made.id, made.owner.personId];
    lea = (
      await club.api.post<{ id: string }>(`/v1/accounts/${account}/members`, { firstName: 'Léa', lastName: 'Roy', birthDate: '2016-05-04' })
    ).id;
  });
  afterAll(() => product?.stop());

  it('ID-25: shows members and what may be done before anything was ever bought', async () => {
    const { members, billing, purchases, upcomingPayments, documents, skills, cards } = await overview();
    expect(members.content?.members.map(({ firstName, picture }) => [firstName, picture])).toEqual([
      ['Ana', false],
      ['Léa', false],
    ]);
    expect(billing).toMatchObject({ state: 'ready', content: { account: null, unpaid: { data: [], hasMore: false } } });
    expect(purchases.content).toMatchObject({ people: [], shared: [], cancelled: [] });
    expect(upcomingPayments.content?.data).toEqual([]);
    expect(documents.content?.statement).toBeNull();
    expect(skills).toBeUndefined(); // The club defined none.
    expect(cards?.content?.data).toEqual([]);
  });

  it('ID-25, MEM-10: add purchase leads to what is on sale to each member, with its taxes', async () => {
    const { addPurchase } = await overview();
    const { data } = await club.api.get<Paged<OnSale>>(addPurchase.content!.onSale);
    expect(
      data.map(({ name, total, availability }) => [
        name,
        total.amountMinor,
        availability.map(({ personId, problem }) => [personId, problem]),
      ]),
    ).toEqual([
      ['Family', 9000, [[null, null]]],
      [
        'Recreational',
        4000,
        expect.arrayContaining([
          [ana, null],
          [lea, null],
        ]),
      ],
    ]);
    const [first] = (await club.api.get<Paged<OnSale>>(`${addPurchase.content!.onSale}?limit=1`)).data;
    expect(first.name).toBe('Family');
    await sell([data[1].listingId, lea], [data[1].listingId, ana]);
    await sell([data[0].listingId, null]);
    const after = (await club.api.get<Paged<OnSale>>(addPurchase.content!.onSale)).data;
    expect(after.flatMap(({ availability }) => availability.map(({ problem }) => problem))).toEqual([
      'already-held',
      'already-held',
      'already-held',
    ]);
  });

  it('ID-25: stands in the order of its sections, purchases per person, shared ones lower, cancellations last', async () => {
    const held = (await club.api.get<Paged<{ id: string; personId: string | null }>>('/v1/memberships?sort=-purchasedOn')).data;
    const ofAna = held.find(({ personId }) => personId === ana)!.id;
    const cancellations = [{ membershipId: ofAna, credit: { kind: 'all' } }];
    const planned = await club.api.post<{ billing: { previewHash: string } }>('/v1/cancellations/preview', { cancellations });
    await club.api.post('/v1/cancellations', { cancellations, previewHash: planned.billing.previewHash });
    const billingAccount = (await club.api.get<Paged<{ id: string }>>(`/v1/billing-accounts?accountId=${account}`)).data;
    expect(billingAccount).toHaveLength(1);
    const [{ id: billTo }] = billingAccount;
    const lines = [{ kind: 'merchandise', description: 'Shirt', ledgerCode: '4200', amount: cad(2000), personId: lea }];
    await club.api.post('/v1/invoices', { billTo, lines });
    await club.api.post('/v1/payments', { billingAccountId: billTo, amount: cad(5000), method: 'cash' });
    await club.api.post('/v1/planned-payments', { billingAccountId: billTo, amount: cad(3000), method: 'cheque', dueOn: '2099-01-01' });

    const whole = await overview();
    expect(Object.keys(whole)).toEqual([
      'id',
      'members',
      'actions',
      'billing',
      'purchases',
      'upcomingPayments',
      'cards',
      'documents',
      'addPurchase',
      'activityLog',
    ]);
    const { people, shared, cancelled } = whole.purchases.content!;
    expect(people.map(({ name, items }) => [name, items.map(({ description }) => description)])).toEqual([
      ['Léa Roy', expect.arrayContaining(['Shirt', 'Recreational'])],
    ]);
    expect(shared.map(({ description }) => description)).toEqual(['Family']);
    expect(cancelled.map(({ description, status }) => [description, status])).toEqual([['Recreational', 'cancelled']]);
    const { balance, expected } = whole.billing.content!.account!;
    expect([balance.amountMinor, expected.amountMinor]).toEqual([10_000, 7_000]); // 2 × 4000 + 9000 + 2000 − 4000 − 5000
    expect(whole.billing.content!.unpaid.data.reduce((sum, { open }) => sum + open.amountMinor, 0)).toBe(10_000);
    expect(whole.upcomingPayments.content!.data.map(({ amount }) => amount.amountMinor)).toEqual([3000]);
    expect(whole.cards!.content!.data).toHaveLength(1); // The cancelled one’s is void.
    const { invoices, creditNotes, receipts, statement } = whole.documents.content!;
    expect([invoices.data.length, creditNotes.data.length, receipts.data.length]).toEqual([4, 1, 1]);
    const pdf = await fetch(product.http + statement!.pdf, { headers: club.api.headers });
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });

  it('ID-25: each list is cut, and its link leads to the whole of it', async () => {
    const { purchases, cards, documents, billing, upcomingPayments, activityLog } = await overview();
    const links = [
      [purchases.content!.href, 3],
      [cards!.content!.href, 2],
      [documents.content!.invoices.href, 4],
      [documents.content!.creditNotes.href, 1],
      [documents.content!.receipts.href, 1],
      [billing.content!.unpaid.href, billing.content!.unpaid.data.length],
      [upcomingPayments.content!.href, 1],
      [activityLog.content!.href, 0],
    ] as const;
    for (const [href, many] of links) expect([href, (await club.api.get<Paged<unknown>>(href)).data.length]).toEqual([href, many]);
  });

  it('ID-26: has the skills of its members once the organization uses any', async () => {
    const { id: skillId } = await club.api.post<{ id: string }>('/v1/skills', { names: { en: 'Crossovers' } });
    expect((await overview()).skills?.content?.data).toEqual([]);
    await club.api.post(`/v1/people/${lea}/skills`, { skillId });
    const { skills } = await overview();
    expect(skills?.content?.data).toMatchObject([{ personId: lea, names: { en: 'Crossovers' } }]);
    expect((await club.api.get<Paged<unknown>>(skills!.content!.href)).data).toHaveLength(1);
  });

  it('ID-27: ends with the activity log: when, what, by which pass and who', async () => {
    await club.api.post('/v1/check-ins', { personId: lea, note: 'Rink 2' });
    const { activityLog } = await overview();
    expect(activityLog.content?.data).toMatchObject([{ kind: 'check-in', personId: lea, admitted: true, at: expect.stringMatching(/T/) }]);
    expect(activityLog.content?.data[0].pass).toMatch(/Recreational|Family/);
  });

  it('ID-25: shows an employee no money, and says which right it takes', async () => {
    const email = 'desk@club.test';
    const password = 'lames-et-glace-2026';
    await club.api.post('/v1/users', { organizationId: club.id, role: 'employee', email, name: 'Desk', password });
    const { billing, purchases, members, actions, addPurchase } = await overview(await Api.signIn(product.http, email, password));
    expect(billing).toEqual({ state: 'forbidden', service: null, retry: null, rights: ['money.read'], content: null });
    expect(addPurchase).toMatchObject({ state: 'forbidden', rights: ['memberships.sell'] });
    expect(purchases.state).toBe('partial');
    expect(purchases.content?.people[0].items.map(({ description }) => description)).toEqual(['Recreational']);
    expect(members.state).toBe('ready');
    expect(actions.content?.data.map(({ action }) => action)).toEqual([
      'add-member',
      'request-activation',
      'assign-skill',
      'check-in',
      'archive',
    ]);
  });

  it('ID-25: is whole but for the part of a service that is away', async () => {
    await product.halt('billing');
    try {
      const { billing, upcomingPayments, documents, purchases, members, cards, activityLog } = await overview();
      expect(billing).toEqual({
        state: 'unavailable',
        service: 'billing',
        retry: `/v1/accounts/${account}/overview?parts=billing`,
        rights: [],
        content: null,
      });
      expect([upcomingPayments.state, documents.state, purchases.state]).toEqual(['unavailable', 'unavailable', 'partial']);
      expect([members.state, cards?.state, activityLog.state]).toEqual(['ready', 'ready', 'ready']);
      expect(purchases.content?.shared).toHaveLength(1);
    } finally {
      await product.start('billing');
    }
    const again = await overview(club.api, '?parts=billing');
    expect(Object.keys(again)).toEqual(['id', 'billing']);
    expect(again.billing.state).toBe('ready');
  });

  it('ID-25: tells money and members while memberships is away', async () => {
    await product.halt('memberships');
    try {
      const { billing, members, purchases, skills, cards, activityLog } = await overview();
      expect([billing.state, members.state, purchases.state]).toEqual(['ready', 'ready', 'partial']);
      expect([skills?.state, cards?.state, activityLog.state]).toEqual(['unavailable', 'unavailable', 'unavailable']);
      expect(purchases.content?.people.flatMap(({ items }) => items.map(({ description }) => description))).toEqual(['Shirt']);
    } finally {
      await product.start('memberships');
    }
  });

  it('is no sibling club’s to see, whichever part is asked for', async () => {
    const sibling = await someClub(product, federation, await someOffer(federation));
    for (const parts of ['', '?parts=billing', '?parts=actions']) {
      const answers = await Promise.all(
        [account, publicId('account', derivedId('account', 'nobody'))].map(async (id) => {
          const response = await fetch(`${product.http}/v1/accounts/${id}/overview${parts}`, { headers: sibling.api.headers });
          return `${response.status} ${((await response.json()) as { code: string }).code}`;
        }),
      );
      expect(answers).toEqual(['404 identity.no-such-account', '404 identity.no-such-account']);
    }
    const onSale = await fetch(`${product.http}/v1/accounts/${account}/on-sale`, { headers: sibling.api.headers });
    expect(onSale.status).toBe(404);
  });

  function sell(...sales: [string, string | null][]): Promise<unknown> {
    return club.api.post('/v1/sales', { sales: sales.map(([listingId, personId]) => ({ listingId, accountId: account, personId })) });
  }
});
