import { eventually } from '#testing/eventually';
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

interface Money {
  amountMinor: number;
}
interface Level {
  level: string;
  invoices: number;
  creditNotes: number;
  invoiced: Money;
  credited: Money;
  balanceBefore: Money;
  balanceAfter: Money;
}
interface Order {
  id: string;
  state: string;
  rows: number;
  processed: number;
  counts: { waiting: number; barred: number; done: number; refused: number };
  levels: Level[];
  previewHash: string;
}
interface Row {
  row: number;
  problem: string | null;
  outcome: string;
  membershipId: string | null;
  newMembershipId: string | null;
  documents: { kind: string; level: string; total: Money }[];
}
interface Member {
  membershipId: string;
  personId: string;
  accountId: string;
}

const many = 1_040; // More than one part takes.
const cad = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });
const letters = (index: number): string => String(index).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)]);

/** PAIN-3: Recreational is sold at 40.00 (25.00 above), Competitive at 90.00 (65.00), Master’s at 50.00 (30.00). */
describe('a sale or replacement of many in one order', () => {
  let product: Product;
  let federation: SomeOrganization;
  let club: SomeOrganization;
  let members: Member[];
  let listings: Record<'competitive' | 'masters', string>;
  let offers: Record<'recreational' | 'competitive' | 'masters', string>;

  beforeAll(async () => {
    product = await startProduct();
    federation = await someFederation(product);
    const recreational = await someOffer(federation, { replacementRule: { mode: 'enabled' } });
    club = await someClub(product, federation, recreational);
    const competitive = await someOffer(federation, { names: { en: 'Competitive' }, originalPrice: cad(6500) });
    const masters = await someOffer(federation, { names: { en: 'Masters' }, originalPrice: cad(3000) });
    const listed = async (offerId: string, price: number) =>
      (await club.api.post<{ id: string }>('/v1/listings', { offerId, sellingPrice: cad(price) })).id;
    offers = { recreational, competitive, masters };
    listings = { competitive: await listed(competitive, 9000), masters: await listed(masters, 5000) };
    const rows = Array.from({ length: many }, (_, i) => ({
      'First name': `Lea${letters(i)}`,
      'Last name': 'Roy',
      Email: `lea.${i}@mail.example`,
    }));
    await imported(club, rows);
    const people = await all<{ id: string; accountIds: string[] }>('/v1/people');
    const accounts = new Map(people.map(({ id, accountIds }) => [id, accountIds[0]]));
    members = (await all<{ id: string; personId: string }>('/v1/memberships')).map(({ id, personId }) => ({
      membershipId: id,
      personId,
      accountId: accounts.get(personId)!,
    }));
  }, 240_000);
  afterAll(() => product?.stop());
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]), 60_000);

  async function all<T>(path: string, limit = 200): Promise<T[]> {
    const found: T[] = [];
    for (let after = ''; ;) {
      const separator = path.includes('?') ? '&' : '?';
      const { data, page } = await club.api.get<Paged<T>>(`${path}${separator}limit=${limit}${after}`);
      found.push(...data);
      if (!page.next) return found;
      after = `&after=${page.next}`;
    }
  }
  const sale = (listingId: string, { personId, accountId }: Member) => ({ listingId, personId, accountId });
  const resting = (id: string) =>
    eventually(
      async () => {
        const order = await club.api.get<Order>(`/v1/batch-orders/${id}`);
        if (['previewing', 'running'].includes(order.state)) throw new Error(order.state);
        return order;
      },
      { withinMs: 120_000 },
    );
  const ordered = async (body: { sales: object[] } | { replacements: object[] }, key?: string) =>
    resting((await club.api.post<Order>(`/v1/batch-orders/${'sales' in body ? 'sales' : 'replacements'}`, body, key)).id);
  const confirmed = async ({ id, previewHash }: Order) => {
    await club.api.post(`/v1/batch-orders/${id}/confirmation`, { previewHash });
    return resting(id);
  };
  const rowsOf = ({ id }: Order, outcome = '') => all<Row>(`/v1/batch-orders/${id}/rows${outcome}`, 1000);
  const owedAbove = async () =>
    (await club.api.get<Paged<{ balance: Money }>>('/v1/billing-accounts?level=corporate')).data[0].balance.amountMinor;

  it('PAIN-3, MEM-18: shows all it would do, and then sells to each member at both levels or not at all', async () => {
    const sales = members.map((member) => sale(listings.masters, member));
    sales[6] = { ...sales[6], listingId: 'lst_0190c2b4a1b27cc08a3f5d9e6b7a8c9d' };
    sales[7] = sales[8]; // The same person twice.
    const before = await owedAbove();
    const body = { sales };
    const order = await ordered(body, 'masters');
    expect(await club.api.post<Order>('/v1/batch-orders/sales', body, 'masters')).toMatchObject({ id: order.id });
    expect(order).toMatchObject({
      state: 'ready',
      rows: many,
      processed: many,
      counts: { waiting: many - 2, barred: 2, done: 0, refused: 0 },
    });
    const good = many - 2;
    expect(
      order.levels.map(({ level, invoices, invoiced, balanceBefore, balanceAfter }) => [
        level,
        invoices,
        invoiced.amountMinor,
        balanceAfter.amountMinor - balanceBefore.amountMinor,
      ]),
    ).toEqual([
      ['client', good, good * 5000, good * 5000],
      ['corporate', good, good * 3000, good * 3000],
    ]);
    expect(order.levels[1].balanceBefore.amountMinor).toBe(before);
    expect((await rowsOf(order, '?outcome=barred')).map(({ row, problem }) => [row, problem])).toEqual([
      [7, 'no-such-listing'],
      [9, 'already-held'],
    ]);
    const shown = await club.api.get<Paged<{ row: number; level: string; total: Money }>>(`/v1/batch-orders/${order.id}/documents?limit=8`);
    expect(shown.data.map(({ row, level, total }) => `${row} ${level} ${total.amountMinor}`).slice(12)).toEqual([
      '8 client 5000',
      '8 corporate 3000',
      '10 client 5000',
      '10 corporate 3000',
    ]);
    expect(await owedAbove()).toBe(before); // Nothing is written.

    const followed = club.api.text(`/v1/batch-orders/${order.id}/events`);
    const done = await confirmed(order);
    expect(await followed).toMatch(/^id: .*\nevent: progress\n/);
    expect(await club.api.text(`/v1/batch-orders/${order.id}/events`)).toMatch(
      /event: end\ndata: {"state":"finished","rows":1040,"processed":1040,/,
    );
    expect(done).toMatchObject({ state: 'finished', processed: many, counts: { waiting: 0, barred: 2, done: good, refused: 0 } });
    expect(await owedAbove()).toBe(before + order.levels[1].invoiced.amountMinor);
    const rows = await rowsOf(done, '?outcome=done');
    expect(rows).toHaveLength(good);
    expect(
      new Set(rows.map(({ documents }) => documents.map(({ kind, level, total }) => `${kind} ${level} ${total.amountMinor}`).join())),
    ).toEqual(new Set(['invoice client 5000,invoice corporate 3000']));
    expect(await confirmed(order)).toEqual(done); // Confirmed again, it is what it has become.
  }, 240_000);

  it('PAIN-3, REP-7, REP-13: replaces each with four documents or none, and tells what happened of each', async () => {
    const asked = members.slice(0, 30).map(({ membershipId }) => ({ membershipId, listingId: listings.competitive }));
    const order = await ordered({
      replacements: [...asked, { ...asked[0], membershipId: 'mem_0190c2b4a1b27cc08a3f5d9e6b7a8c9d' }],
    });
    expect(order.counts).toMatchObject({ waiting: 30, barred: 1 });
    expect(
      order.levels.map(({ level, invoices, creditNotes, invoiced, credited }) => [
        level,
        invoices,
        creditNotes,
        invoiced.amountMinor,
        credited.amountMinor,
      ]),
    ).toEqual([
      ['client', 30, 30, 30 * 9000, 30 * 4000],
      ['corporate', 30, 30, 30 * 6500, 30 * 2500],
    ]);
    // Between preview and confirmation one is cancelled, and of another the money has moved.
    const [cancelled, paid] = members;
    const decision = [{ membershipId: cancelled.membershipId, credit: { kind: 'all' } }];
    const { billing } = await club.api.post<{ billing: { previewHash: string } }>('/v1/cancellations/preview', { cancellations: decision });
    await club.api.post('/v1/cancellations', { cancellations: decision, previewHash: billing.previewHash });
    const accounts = await all<{ id: string; accountId: string }>('/v1/billing-accounts?level=client');
    const account = accounts.find(({ accountId }) => accountId === paid.accountId)!;
    await club.api.post('/v1/payments', { billingAccountId: account.id, amount: cad(9000), method: 'cash' });

    const done = await confirmed(order);
    expect(done.counts).toEqual({ waiting: 0, barred: 1, done: 28, refused: 2 });
    expect((await rowsOf(done, '?outcome=refused')).map(({ row, problem, documents }) => [row, problem, documents])).toEqual([
      [1, 'ended', []],
      [2, 'preview-changed', []],
    ]);
    for (const { documents } of await rowsOf(done, '?outcome=done'))
      expect(documents.map(({ kind, level, total }) => `${level} ${kind} ${total.amountMinor}`)).toEqual([
        'client credit-note -4000',
        'client invoice 9000',
        'corporate credit-note -2500',
        'corporate invoice 6500',
      ]);
    const status = async ({ membershipId }: Member) => (await club.api.get<{ status: string }>(`/v1/memberships/${membershipId}`)).status;
    expect([await status(cancelled), await status(paid), await status(members[2])]).toEqual(['cancelled', 'active', 'replaced']);
  }, 240_000);

  it('IMP-16, PAIN-3: refuses every row whose price has changed since it was shown, and bills none of them', async () => {
    const asked = members.slice(40, 60).map(({ membershipId }) => ({ membershipId, listingId: listings.competitive }));
    const order = await ordered({ replacements: asked });
    const { version } = await federation.api.get<{ version: number }>(`/v1/offers/${offers.competitive}`);
    await federation.api.patch(`/v1/offers/${offers.competitive}`, { originalPrice: cad(7000) }, version);
    const before = await owedAbove();
    const done = await confirmed(order);
    expect(done.counts).toMatchObject({ done: 0, refused: 20 });
    expect(new Set((await rowsOf(done)).map(({ problem }) => problem))).toEqual(new Set(['preview-changed']));
    expect(await owedAbove()).toBe(before);
    expect((await confirmed(await ordered({ replacements: asked }))).counts).toMatchObject({ done: 20, refused: 0 });
  }, 240_000);

  it('REP-1: a federation replaces nothing that its clubs sold', async () => {
    const replacements = [{ membershipId: members[70].membershipId, listingId: listings.competitive }];
    const { id } = await federation.api.post<Order>('/v1/batch-orders/replacements', { replacements });
    const order = await eventually(async () => {
      const found = await federation.api.get<Order>(`/v1/batch-orders/${id}`);
      if (found.state === 'previewing') throw new Error(found.state);
      return found;
    });
    expect(order.counts).toMatchObject({ barred: 1, waiting: 0 });
    expect(order.levels).toEqual([]);
  });

  it('is confirmed as it was previewed, discarded once, and listed', async () => {
    const order = await ordered({ sales: [sale(listings.competitive, members[80])] });
    const confirm = (hash: string) => club.api.post(`/v1/batch-orders/${order.id}/confirmation`, { previewHash: hash });
    await expect(confirm('0'.repeat(64))).rejects.toThrow('batch-hash-differs');
    expect(await club.api.post<Order>(`/v1/batch-orders/${order.id}/discard`, {})).toMatchObject({ state: 'discarded' });
    await expect(confirm(order.previewHash)).rejects.toThrow('batch-order-not-ready');
    const listed = (await club.api.get<Paged<Order>>('/v1/batch-orders?kind=sale&state=discarded')).data;
    expect(listed.map(({ id }) => id)).toEqual([order.id]);
  });

  it('is refused with its faulty rows by number, and with rows of another kind', async () => {
    const good = sale(listings.masters, members[0]);
    await expect(club.api.post('/v1/batch-orders/sales', { sales: [good, { ...good, personId: 'nobody' }] })).rejects.toThrow('400');
    await expect(club.api.post('/v1/batch-orders/replacements', { sales: [good] })).rejects.toThrow('400');
    await expect(club.api.post('/v1/batch-orders/sales', { sales: Array(5001).fill(good) })).rejects.toThrow('400');
  });
});
