import type { Money } from '#kernel/money';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { ApiProblem, type Paged } from '../scripts/api.js';
import {
  brokenInvariants,
  imported,
  someClub,
  someFederation,
  someOffer,
  startProduct,
  type FileRow,
  type Product,
  type SomeOrganization,
} from './product.js';

interface Person {
  id: string;
  firstName: string;
  accountIds: string[];
  extraEmails: string[];
  profile: { email: string | null; phone: string | null } | null;
}
interface Membership {
  id: string;
  personId: string;
  accountId: string;
  status: string;
}
interface Books {
  id: string;
  level: string;
  accountId: string | null;
  balance: Money;
}
interface Merge {
  id: string;
  state: string;
}
interface Preview {
  previewHash: string;
  warnings: string[];
  conflicts: object[];
  memberships: { membershipId: string }[];
  books: { closedBalance: Money; survivorBalance: Money; mergedBalance: Money }[];
  later: { id: string; kind: string; goesTo: string }[];
}

const cad = (amountMinor: number): Money => ({ amountMinor, currency: 'CAD' });
const patient = { withinMs: 90_000 };

describe('merging people over all services', () => {
  let product: Product;
  let federation: SomeOrganization;
  let club: SomeOrganization;
  let other: SomeOrganization;
  let competitive: string;
  const clock = new MovedClock(new Date('2026-09-10T14:00:00Z'));

  beforeAll(async () => {
    product = await startProduct({ clock });
    federation = await someFederation(product);
    const offer = await someOffer(federation);
    const second = await someOffer(federation, { names: { en: 'Competitive' }, originalPrice: cad(6500) });
    club = await someClub(product, federation, offer);
    const evening = await someOffer(federation, { names: { en: 'Evening' } }); // The same membership is not held twice (MEM-14).
    other = await someClub(product, federation, evening, { name: 'CPA Lévis' });
    competitive = (await club.api.post<{ id: string }>('/v1/listings', { offerId: second, sellingPrice: cad(9000) })).id;
  }, 180_000);
  afterAll(() => product?.stop());
  const lawful = async (): Promise<void> => expect(await brokenInvariants(product)).toEqual([]);
  afterEach(lawful);

  const people = async (at: SomeOrganization): Promise<Person[]> => (await at.api.get<Paged<Person>>('/v1/people?limit=200')).data;
  const named = async (at: SomeOrganization, first: string): Promise<Person> =>
    (await people(at)).find(({ firstName }) => firstName === first)!;
  const held = async (at: SomeOrganization, personId: string): Promise<Membership[]> =>
    (await at.api.get<Paged<Membership>>(`/v1/memberships?limit=100&personId=${personId}`)).data;
  const owed = async (at: SomeOrganization, accountId: string): Promise<number> => {
    const { data } = await at.api.get<Paged<Books>>('/v1/billing-accounts?limit=200');
    return data
      .filter((books) => books.level === 'client' && books.accountId === accountId)
      .reduce((sum, { balance }) => sum + balance.amountMinor, 0);
  };
  const all = async (at: SomeOrganization): Promise<{ documents: number; owed: number }> => {
    const documents = await at.api.get<Paged<object>>('/v1/invoices?limit=200&level=client');
    const { data } = await at.api.get<Paged<Books>>('/v1/billing-accounts?limit=200');
    const client = data.filter(({ level }) => level === 'client');
    return { documents: documents.data.length, owed: client.reduce((sum, { balance }) => sum + balance.amountMinor, 0) };
  };
  const pay = async (at: SomeOrganization, accountId: string, amountMinor: number): Promise<string> => {
    const { data } = await at.api.get<Paged<Books>>('/v1/billing-accounts?limit=200');
    const books = data.find((each) => each.level === 'client' && each.accountId === accountId);
    return (await at.api.post<{ id: string }>('/v1/payments', { billingAccountId: books!.id, amount: cad(amountMinor), method: 'cash' }))
      .id;
  };
  const reached = (at: SomeOrganization, id: string, state: string): Promise<boolean> =>
    eventually(async () => (await at.api.get<Merge>(`/v1/merges/${id}`)).state === state, patient);

  async function merge(at: SomeOrganization, survivorPersonId: string, closedPersonId: string): Promise<{ id: string; preview: Preview }> {
    const preview = await at.api.post<Preview>('/v1/merge-previews', { survivorPersonId, closedPersonId });
    const { id } = await at.api.post<Merge>('/v1/merges', { survivorPersonId, closedPersonId, previewHash: preview.previewHash });
    await reached(at, id, 'merged');
    return { id, preview };
  }

  async function undo(at: SomeOrganization, id: string, giveBack: string[] = []): Promise<Preview> {
    const preview = await at.api.post<Preview>(`/v1/merges/${id}/undo-preview`, { giveBack });
    await at.api.post<Merge>(`/v1/merges/${id}/undo`, { giveBack, previewHash: preview.previewHash });
    await reached(at, id, 'undone');
    return preview;
  }

  const row = (first: string, last: string, fields: FileRow = {}): FileRow => ({
    'First name': first,
    'Last name': last,
    Email: `${first.toLowerCase()}.${last.toLowerCase()}@mail.example`,
    ...fields,
  });

  it('ID-24: two clients, each with a sale, a payment and a credit, are one; later activity; and two again: no document, cent or membership is lost', async () => {
    await imported(club, [row('Marie', 'Thivierge', { Phone: '514 555-0100' }), row('Mary', 'Thivierge', { 'Birth date': '04/19/1988' })]);
    await imported(other, [row('Mary', 'Thivierge', { 'Birth date': '04/19/1988', Email: 'known.elsewhere@mail.example' })]);
    const [marie, mary] = [await named(club, 'Marie'), await named(club, 'Mary')];
    const [survivor, closed] = [marie.accountIds[0], mary.accountIds[0]];
    await pay(club, survivor, 1500);
    await pay(club, closed, 10_000); // More than is owed: a credit stays.
    await pay(other, closed, 1000);
    const before = { survivor: await owed(club, survivor), closed: await owed(club, closed), other: await owed(other, closed) };
    const whole = await all(club);
    await lawful();

    const { id, preview } = await merge(club, marie.id, mary.id);
    expect(preview.books).toMatchObject([
      { closedBalance: cad(before.closed), survivorBalance: cad(before.survivor), mergedBalance: cad(before.closed + before.survivor) },
    ]);
    expect(preview.warnings).toEqual(expect.arrayContaining(['birth-dates-differ', 'both-hold-the-same']));
    expect(await owed(club, survivor)).toBe(before.survivor + before.closed);
    expect(await owed(other, survivor)).toBe(before.other);
    expect(await all(club)).toEqual(whole);
    expect(await held(club, marie.id)).toHaveLength(2);
    expect((await named(club, 'Marie')).extraEmails).toEqual(['mary.thivierge@mail.example']);
    expect((await people(club)).some(({ firstName }) => firstName === 'Mary')).toBe(false);
    expect((await named(other, 'Marie')).profile).toMatchObject({ email: 'known.elsewhere@mail.example' }); // Its own, and nothing of the first club's.
    await lawful();

    const sale = { sales: [{ listingId: competitive, personId: marie.id, accountId: survivor }] };
    const { billing } = await club.api.post<{ billing: { previewHash: string } }>('/v1/sales/preview', sale);
    await club.api.post('/v1/sales', { ...sale, previewHash: billing.previewHash });
    const payment = await pay(club, survivor, 700);
    const later = await owed(club, survivor);
    await lawful();

    const shown = await undo(club, id);
    expect(shown.later.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['membership', 'payment']));
    expect(shown.later.find((activity) => activity.id === payment)).toBeDefined();
    expect(await owed(club, survivor)).toBe(shown.books[0].survivorBalance.amountMinor);
    expect(await owed(club, closed)).toBe(shown.books[0].closedBalance.amountMinor);
    expect((await owed(club, survivor)) + (await owed(club, closed))).toBe(later);
    expect(await owed(other, closed)).toBe(before.other);
    expect(await held(club, mary.id)).toHaveLength(1);
    expect(await held(club, marie.id)).toHaveLength(2); // Her own, and what she bought meanwhile.
    expect((await named(other, 'Mary')).profile).toMatchObject({ email: 'known.elsewhere@mail.example' });
    expect(await named(club, 'Marie')).toMatchObject({ profile: marie.profile, extraEmails: [], accountIds: marie.accountIds });
  }, 240_000);

  it('ID-24: undone at once, everything is as it was', async () => {
    await imported(club, [row('Anne', 'Vigneault'), row('Anna', 'Vigneault', { 'Birth date': '04/19/1988' })]);
    const [anne, anna] = [await named(club, 'Anne'), await named(club, 'Anna')];
    await pay(club, anne.accountIds[0], 500);
    const standing = async () => ({
      anne: [await held(club, anne.id), await owed(club, anne.accountIds[0])],
      anna: [await held(club, anna.id), await owed(club, anna.accountIds[0])],
      all: await all(club),
    });
    const before = await standing();
    const { id } = await merge(club, anne.id, anna.id);
    await lawful();
    await undo(club, id);
    expect(await standing()).toEqual(before);
  }, 240_000);

  it('ID-24: what staff name goes back with the closed person, its documents with it', async () => {
    await imported(club, [row('Rose', 'Bilodeau'), row('Rosie', 'Bilodeau', { 'Birth date': '04/19/1988' })]);
    const [rose, rosie] = [await named(club, 'Rose'), await named(club, 'Rosie')];
    const { id } = await merge(club, rose.id, rosie.id);
    const sale = { sales: [{ listingId: competitive, personId: rose.id, accountId: rose.accountIds[0] }] };
    const { billing } = await club.api.post<{ billing: { previewHash: string } }>('/v1/sales/preview', sale);
    await club.api.post('/v1/sales', { ...sale, previewHash: billing.previewHash });
    const owedAsOne = await owed(club, rose.accountIds[0]);
    const { later } = await club.api.post<Preview>(`/v1/merges/${id}/undo-preview`, {});
    const bought = later.find(({ kind }) => kind === 'membership')!;
    await undo(club, id, [bought.id]);
    expect((await held(club, rosie.id)).map((membership) => membership.id)).toContain(bought.id);
    expect(await held(club, rose.id)).toHaveLength(1);
    expect((await owed(club, rose.accountIds[0])) + (await owed(club, rosie.accountIds[0]))).toBe(owedAsOne);
    expect(await owed(club, rosie.accountIds[0])).toBe(4000 + 9000);
  }, 240_000);

  it('ID-24: an old link leads to the survivor; a change of it names the survivor, and is not made', async () => {
    await imported(club, [row('Ines', 'Charest'), row('Inez', 'Charest', { 'Birth date': '04/19/1988' })]);
    const [ines, inez] = [await named(club, 'Ines'), await named(club, 'Inez')];
    await merge(club, ines.id, inez.id);
    const read = (at: SomeOrganization, path: string) => fetch(`${product.http}${path}`, { headers: at.api.headers, redirect: 'manual' });
    const person = await read(club, `/v1/people/${inez.id}`);
    expect([person.status, person.headers.get('location')]).toEqual([307, `/v1/people/${ines.id}`]);
    const account = await read(club, `/v1/accounts/${inez.accountIds[0]}`);
    expect([account.status, account.headers.get('location')]).toEqual([307, `/v1/accounts/${ines.accountIds[0]}`]);
    expect(await club.api.get(`/v1/accounts/${inez.accountIds[0]}`)).toEqual(await club.api.get(`/v1/accounts/${ines.accountIds[0]}`));
    expect((await read(other, `/v1/people/${inez.id}`)).status).toBe(404);
    const change = club.api.post(`/v1/accounts/${inez.accountIds[0]}/archive`);
    await expect(change).rejects.toBeInstanceOf(ApiProblem);
    await expect(change).rejects.toMatchObject({ code: 'identity.account-merged' });
  }, 240_000);

  it('IMP-8: an import after the merge finds the survivor, and nobody else', async () => {
    await imported(club, [row('Lise', 'Gendron'), row('Lyse', 'Gendron', { 'Birth date': '04/19/1988' })]);
    const [lise, lyse] = [await named(club, 'Lise'), await named(club, 'Lyse')];
    await merge(club, lise.id, lyse.id);
    const listing = { 'Birth date': '04/09/1988', Membership: 'Competitive', Email: 'lise.gendron@mail.example' };
    await imported(club, [row('Lise', 'Gendron', listing)]);
    expect(await held(club, lise.id)).toHaveLength(3);
  }, 240_000);
});
