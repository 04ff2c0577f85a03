import { MovedClock } from '#testing/moved-clock';
import { Api, ApiProblem, type Paged } from '../scripts/api.js';
import {
  brokenInvariants,
  checked,
  committed,
  imported,
  someClub,
  someFederation,
  someOffer,
  startProduct,
  type FileRow,
  type Product,
  type SomeOrganization,
} from './product.js';
import { balances, payClient, payFederation, undone, type UndoExtent } from './undoing.js';

interface Row {
  row: number;
  outcome: string;
  undo: {
    undone: boolean;
    reasons: string[];
    clientCreditNote: { number: string } | null;
    corporateCreditNote: { number: string } | null;
  } | null;
}
interface Named {
  id: string;
  firstName: string;
  archivedAt: string | null;
}

const person = (first: string, fields: FileRow = {}): FileRow => ({
  'First name': first,
  'Last name': 'Undone',
  'Birth date': '04/09/1988',
  ...fields,
});
const child = (first: string, fields: FileRow = {}): FileRow => person(first, { 'Birth date': '2016/1/19', Gender: 'F', ...fields });

describe('the undo of an import', () => {
  let product: Product;
  let federation: SomeOrganization;
  let offerId: string;
  const clock = new MovedClock(new Date('2026-09-10T14:00:00Z'));

  beforeAll(async () => {
    product = await startProduct({ clock });
    federation = await someFederation(product);
    offerId = await someOffer(federation);
  });
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]));
  afterAll(() => product?.stop());

  const people = async (club: SomeOrganization, query = ''): Promise<Named[]> =>
    (await club.api.get<Paged<Named>>(`/v1/people?limit=100${query}`)).data;
  const clients = async (club: SomeOrganization): Promise<object[]> => (await club.api.get<Paged<object>>('/v1/accounts?limit=100')).data;
  const statuses = async (club: SomeOrganization): Promise<string[]> =>
    (await club.api.get<Paged<{ status: string }>>('/v1/memberships?limit=100')).data.map(({ status }) => status);
  const rowsOf = async (club: SomeOrganization, id: string): Promise<Row[]> =>
    (await club.api.get<Paged<Row>>(`/v1/imports/${id}/rows?limit=100`)).data;
  const previewOf = (club: SomeOrganization, id: string): Promise<UndoExtent> => club.api.get(`/v1/imports/${id}/undo-preview`);
  const resultOf = (club: SomeOrganization, id: string): Promise<UndoExtent> => club.api.get(`/v1/imports/${id}/undo`);

  it.each([
    ['an ordinary', false],
    ['a Freemium', true],
  ])('IMP-17: at %s club shows every consequence first, then returns every balance and withdraws everybody', async (_, freemium) => {
    const club = await someClub(product, federation, offerId, { freemium });
    const owner = {
      'Account owner first name': 'Paula',
      'Account owner last name': 'Undone',
      'Account owner email': `p.${freemium}@mail.example`,
    };
    const { id } = await imported(club, [
      person(`Ana${freemium}`),
      child(`Léo${freemium}`),
      child(`Mia${freemium}`, owner),
      child(`Zoé${freemium}`, owner),
    ]);
    const expected = {
      rows: { undone: 4, kept: 0 },
      memberships: 4,
      people: { withdrawn: 5, kept: 0 }, // Paula too, who has no row.
      accounts: { withdrawn: 3, kept: 0 },
      totals: {
        client: { creditNotes: 4, credited: { amountMinor: 16_000 }, refunded: { amountMinor: freemium ? 16_000 : 0 } },
        corporate: { creditNotes: 4, credited: { amountMinor: 10_000 }, refunded: { amountMinor: 0 } },
      },
      kept: { data: [] },
    };
    expect(await previewOf(club, id)).toMatchObject({ ...expected, undoableUntil: '2026-10-10' });
    expect(await people(club)).toHaveLength(5); // A preview writes nothing.

    const done = await undone(club, id);
    expect(done).toMatchObject({ state: 'undone', undo: { rows: 4, documents: 4, memberships: 4, people: 4, undone: 4, kept: 0 } });
    expect(await resultOf(club, id)).toMatchObject(expected);

    expect(Object.values(await balances(club))).toEqual([0, 0, 0, 0]); // Three clients and the federation.
    expect(await statuses(club)).toEqual(['cancelled', 'cancelled', 'cancelled', 'cancelled']);
    expect(await people(club)).toEqual([]);
    expect(await clients(club)).toEqual([]);
    expect((await people(club, '&showArchived=true')).every(({ archivedAt }) => archivedAt !== null)).toBe(true);
    expect(await people(club, '&showArchived=true')).toHaveLength(5);
    expect((await rowsOf(club, id)).map(({ undo }) => undo)).toEqual(
      Array.from({ length: 4 }, () => ({
        undone: true,
        reasons: [],
        clientCreditNote: expect.objectContaining({ number: expect.stringMatching(/^2026-/) }),
        corporateCreditNote: expect.objectContaining({ number: expect.stringMatching(/^2026-/) }),
      })),
    );
    expect(await club.api.text(`/v1/imports/${id}/report`)).toMatch(/created; undone \(2026-\d+, 2026-\d+\)/);
  });

  it('IMP-17: what was paid since is kept as a whole and named; the rest is undone', async () => {
    const club = await someClub(product, federation, offerId);
    const { id } = await imported(club, [person('Paid'), person('Unpaid'), child('Neither')]);
    await payClient(club, 'Paid Undone', 100);
    const kept = [{ row: 2, kind: 'row', name: 'Paid Undone', reasons: ['client-paid'] }];
    expect(await previewOf(club, id)).toMatchObject({
      rows: { undone: 2, kept: 1 },
      people: { withdrawn: 2, kept: 0 },
      kept: { data: kept },
    });

    await undone(club, id);
    expect(await resultOf(club, id)).toMatchObject({
      rows: { undone: 2, kept: 1 },
      people: { withdrawn: 2, kept: 0 },
      kept: { data: kept },
    });
    expect(await balances(club)).toEqual({ 'Paid Undone': 3900, 'Unpaid Undone': 0, 'Parent of Neither Undone': 0, corporate: 2500 });
    expect((await statuses(club)).sort()).toEqual(['active', 'cancelled', 'cancelled']);
    expect((await people(club)).map(({ firstName }) => firstName)).toEqual(['Paid']);
    expect((await club.api.text(`/v1/imports/${id}/report`)).split('\r\n')[1]).toContain('kept: paid by the client');
  });

  it('IMP-17: what the club paid its federation for is kept at both levels', async () => {
    const club = await someClub(product, federation, offerId);
    const { id } = await imported(club, [person('First'), person('Second', { Gender: 'M' })]);
    await payFederation(federation, club, 2500); // The oldest item.
    await undone(club, id);
    expect(await resultOf(club, id)).toMatchObject({ kept: { data: [{ row: 2, kind: 'row', reasons: ['club-paid'] }] } });
    expect(await balances(club)).toEqual({ 'First Undone': 4000, 'Second Undone': 0, corporate: 0 });
  });

  it('IMP-17: people whom another club or a later import has too are kept, though their rows are undone', async () => {
    const [club, other] = [await someClub(product, federation, offerId), await someOtherClub()];
    const { id } = await imported(club, [
      person('Shared'),
      person('Again', { Gender: 'M' }),
      person('Alone', { 'Birth date': '1/2/1980' }),
    ]);
    await imported(other, [person('Shared')]);
    await alsoSells(club, 'Later');
    const { id: later } = await imported(club, [person('Again', { Gender: 'M', Membership: 'Later' })]);
    const expected = [
      { row: 2, kind: 'person', name: 'Shared Undone', reasons: expect.arrayContaining(['known-elsewhere']) },
      { row: 2, kind: 'account', name: 'Shared Undone', reasons: expect.arrayContaining(['known-elsewhere']) },
      {
        row: 3,
        kind: 'person',
        name: 'Again Undone',
        reasons: expect.arrayContaining(['imported-again', 'other-membership', 'billed-otherwise']),
      },
      { row: 3, kind: 'account', name: 'Again Undone', reasons: expect.arrayContaining(['billed-otherwise']) },
    ];
    expect(await previewOf(club, id)).toMatchObject({
      rows: { undone: 3, kept: 0 },
      people: { withdrawn: 1, kept: 2 },
      kept: { data: expected },
    });
    await undone(club, id);
    expect(await resultOf(club, id)).toMatchObject({
      rows: { undone: 3, kept: 0 },
      people: { withdrawn: 1, kept: 2 },
      kept: { data: expected },
    });
    expect((await people(other)).map(({ firstName }) => firstName)).toEqual(['Shared']);

    // The later import taken back as well, nothing of either is left at the club.
    await undone(club, later);
    expect(new Set(Object.values(await balances(club)))).toEqual(new Set([0]));
  });

  it('IMP-17: whose holder came in with it since is kept as a whole and named; who was turned away is not', async () => {
    const club = await someClub(product, federation, offerId);
    const { id } = await imported(club, [
      person('Entered'),
      person('Blocked', { Gender: 'M' }),
      person('Away', { 'Birth date': '1/2/1980' }),
    ]);
    const idOf = async (first: string): Promise<string> => (await people(club)).find(({ firstName }) => firstName === first)!.id;
    await club.api.post('/v1/check-ins', { personId: await idOf('Entered') });
    await club.api.post('/v1/entry-blocks', { personId: await idOf('Blocked'), blocked: true, reason: 'See the manager' });
    expect(await club.api.post('/v1/check-ins', { personId: await idOf('Blocked') })).toMatchObject({ admitted: false });
    const kept = { data: [{ row: 2, kind: 'row', name: 'Entered Undone', reasons: ['membership-used'] }] };
    expect(await previewOf(club, id)).toMatchObject({ rows: { undone: 2, kept: 1 }, kept });
    await undone(club, id);
    expect(await resultOf(club, id)).toMatchObject({ rows: { undone: 2, kept: 1 }, kept });
    expect((await statuses(club)).sort()).toEqual(['active', 'cancelled', 'cancelled']);
    expect(await club.api.text(`/v1/imports/${id}/report`)).toContain('kept: its membership was used');
  });

  it('IMP-17: a second undo changes nothing', async () => {
    const club = await someClub(product, federation, offerId);
    const { id } = await imported(club, [person('Once')]);
    await undone(club, id, 'first');
    const state = await counted(product);
    const [before, result] = [await club.api.import(id), await resultOf(club, id)];
    expect(await undone(club, id, 'second')).toEqual(before);
    expect(await undone(club, id, 'first')).toMatchObject({ state: 'undone' });
    expect(await resultOf(club, id)).toEqual(result);
    expect(await previewOf(club, id)).toMatchObject({ rows: { undone: 0, kept: 0 }, people: { withdrawn: 0 } });
    expect(await counted(product)).toEqual(state);
  });

  it('IMP-17, IMP-16: the same file may be imported again afterwards, as if for the first time, and undone again', async () => {
    const club = await someClub(product, federation, offerId);
    const rows = [person('Wrong', { Address: '1 wrong street' }), child('Kid')];
    const first = await imported(club, rows);
    await undone(club, first.id);
    const again = await checked(club, rows);
    expect(again).toMatchObject({ state: 'ready', sameContentAs: [], counts: { created: 2, reused: 0, skipped: 0, decisions: 0 } });
    expect(await committed(club, again)).toMatchObject({ state: 'finished', counts: { created: 2 } });
    expect(Object.values(await balances(club)).toSorted((a, b) => a - b)).toEqual([0, 0, 4000, 4000, 5000]);
    await undone(club, again.id);
    expect(new Set(Object.values(await balances(club)))).toEqual(new Set([0]));
    expect(await people(club)).toEqual([]);
  });

  it('IMP-17: who was known before stays, and the club knows them by the new file afterwards', async () => {
    const [club, other] = [await someClub(product, federation, offerId), await someOtherClub()];
    await imported(other, [person('Known', { Address: '1 theirs' })]);
    const { id } = await imported(club, [person('Known', { Address: '2 wrong', Email: 'wrong@mail.example' })]);
    await undone(club, id);
    expect(await resultOf(club, id)).toMatchObject({ rows: { undone: 1 }, people: { withdrawn: 0, kept: 0 }, kept: { data: [] } });
    expect(await people(club)).toEqual([]);
    expect(await clients(club)).toEqual([]);
    expect(await people(other)).toHaveLength(1);

    expect(await imported(club, [person('Known', { Address: '3 right' })])).toMatchObject({ counts: { created: 0, reused: 1 } });
    expect(await people(club)).toMatchObject([{ profile: { address: '3 right', email: null }, archivedAt: null }]);
    expect(await clients(club)).toHaveLength(1);
  });

  it('IMP-17: is for imports that ran, and needs a key', async () => {
    const club = await someClub(product, federation, offerId);
    const ready = await checked(club, [person('Ready')]);
    await expect(undone(club, ready.id)).rejects.toMatchObject({ status: 409, code: 'imports.not-ready' });
    await expect(previewOf(club, ready.id)).rejects.toMatchObject({ status: 409, code: 'imports.not-ready' });
    await expect(resultOf(club, ready.id)).rejects.toMatchObject({ status: 409, code: 'imports.not-undone' });
    const keyless = await fetch(`${product.http}/v1/imports/${ready.id}/undo`, { method: 'POST', headers: club.api.headers });
    expect(keyless.status).toBe(400);
    await expect(federation.api.post(`/v1/imports/${ready.id}/undo`)).rejects.toBeInstanceOf(ApiProblem);
  });

  // The last one: sessions end while the clock moves.
  it('IMP-17: can be asked for until thirty days after the end by the organization’s calendar, and no longer', async () => {
    const made = await someClub(product, federation, offerId);
    const key = { organizationId: made.id, role: 'club-administrator', name: 'Desk' };
    const { secret } = await federation.api.post<{ secret: string }>('/v1/api-keys', key);
    const club = { id: made.id, api: Api.withKey(product.http, secret) };
    const [{ id: inTime }, { id: late }] = [
      await imported(club, [person('Early')]),
      await imported(club, [person('Late', { Gender: 'M' })]),
    ];

    clock.moveTo('2026-10-11T03:30:00Z'); // Still the tenth in Quebec, though not in London.
    expect(await undone(club, inTime)).toMatchObject({ state: 'undone' });
    clock.moveTo('2026-10-11T04:30:00Z'); // A day too late.
    const tooLate = { status: 422, code: 'imports.undo-too-late', body: { until: '2026-10-10' } };
    await expect(previewOf(club, late)).rejects.toMatchObject(tooLate);
    await expect(undone(club, late)).rejects.toMatchObject(tooLate);
    expect(await club.api.import(late)).toMatchObject({ state: 'finished' });
    expect(await undone(club, inTime)).toMatchObject({ state: 'undone' }); // Again, and that is no matter of days.
  });

  /** Another club of the federation, which sells something else. */
  const someOtherClub = async (): Promise<SomeOrganization> =>
    someClub(product, federation, await someOffer(federation, { names: { en: 'Other' } }));

  async function alsoSells(club: SomeOrganization, name: string): Promise<void> {
    const offer = await someOffer(federation, { names: { en: name } });
    await club.api.post('/v1/listings', { offerId: offer, name, sellingPrice: { amountMinor: 1000, currency: 'CAD' } });
  }
});

/** What must not change when nothing does. */
async function counted(product: Product): Promise<Record<string, unknown>> {
  const tables = {
    identity: ['people', 'profiles', 'accounts', 'clients'],
    memberships: ['memberships', 'status_history', 'slots'],
    billing: ['documents', 'postings', 'payments', 'open_items', 'allocations'],
    imports: ['undo_rows', 'undo_verdicts', 'undo_keeps', 'undo_batches'],
  } as const;
  const counts: Record<string, unknown> = {};
  for (const [service, names] of Object.entries(tables) as [keyof typeof tables, readonly string[]][])
    for (const name of names) {
      const text = `SELECT count(*)::int AS count, md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) AS digest FROM ${name} t`;
      counts[`${service}.${name}`] = (await product.database(service).query(text))[0];
    }
  return counts;
}
