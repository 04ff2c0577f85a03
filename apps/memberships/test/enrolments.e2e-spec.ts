import type { IssueInvoices } from '#contracts/billing/issue-invoices.command';
import type { Caller } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import { EnrolMembers, type MemberToEnrol } from '#contracts/memberships/enrol-members.command';
import type { MembersEnrolled } from '#contracts/memberships/members-enrolled.event';
import { GetMembership, ListMemberships, type MembershipRecord } from '#contracts/memberships/memberships.query';
import { ChangeListing, ChangeOffer, type ListingRecord, type OfferRecord } from '#contracts/memberships/offers';
import { ReleaseSales, type SaleToReserve } from '#contracts/memberships/reserve-sales.command';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { membershipsInvariants } from '../src/invariants.js';
import { memberships } from '../src/memberships.service.js';
import { assessed, createListing, createOffer, flowOf, noon, reserve, someNetwork, someSale, today, type Network } from './network.js';

let world: World;
let network: Network;
let offer: OfferRecord;
let listing: ListingRecord;
let importId: Uuid;
const clock = new MovedClock(new Date(noon));

beforeAll(async () => {
  world = await startWorld([memberships], { clock });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  clock.moveTo(noon);
  network = await someNetwork(world);
  offer = await createOffer(world, network.director);
  listing = await createListing(world, network.ana, offer.id, { name: 'Loisir', sellingMinor: 4000 });
  await createListing(world, network.ben, offer.id, { name: 'Loisir' });
  importId = newId();
});
afterEach(async () => {
  for (const { title, sql } of membershipsInvariants) expect([title, await world.database('memberships').query(sql)]).toEqual([title, []]);
});

const people = (count: number): Uuid[] => Array.from({ length: count }, () => newId());

/** Reserves one row for each of these people. */
async function reserved(as: Caller, ids: Uuid[], ofImport = importId): Promise<SaleToReserve[]> {
  const rows = ids.map((personId, i) => someSale({ row: i + 2, personId, membership: 'Loisir' }));
  const asked = await assessed(world, as, rows);
  expect(await reserve(world, as, ofImport, asked)).toEqual({ changed: [], refused: [] });
  return asked.sales;
}

const memberOf = ({ row, personId }: SaleToReserve): MemberToEnrol => ({
  row,
  personId,
  personName: `Person ${row}`,
  clientId: derivedId('client', personId),
  accountId: derivedId('account', personId),
  debtor: 0,
});

const batchOf = (as: Caller, members: MemberToEnrol[], ofImport = importId): Fields<EnrolMembers> => ({
  importId: ofImport,
  batch: 1,
  organizationId: as.organization!.id,
  federationId: as.federationId!,
  debtors: [{ name: 'Camille Roy', address: '1 rue A\nQuébec' }],
  members,
});

/** What the service has announced of an import, oldest first. */
const announced = async <T>(subject: string, ofImport = importId): Promise<T[]> => {
  const text = `SELECT payload::jsonb AS payload FROM outbox WHERE subject = $1 AND payload::jsonb->>'importId' = $2 ORDER BY id`;
  const rows = await world.database('memberships').query<{ payload: T }>(text, [subject, ofImport]);
  return rows.map(({ payload }) => payload);
};
const enrolledOf = (id = importId) => announced<Fields<MembersEnrolled>>('memberships.event.members-enrolled.v1', id);
const invoicesOf = (id = importId) => announced<Fields<IssueInvoices>>('billing.run.issue-invoices.v1', id);

async function enrol(as: Caller, members: MemberToEnrol[], ofImport = importId): Promise<Fields<MembersEnrolled>> {
  const before = (await enrolledOf(ofImport)).length;
  await world.send(EnrolMembers, batchOf(as, members, ofImport), flowOf(as));
  return eventually(async () => (await enrolledOf(ofImport))[before]);
}

const get = (membershipId: Uuid, as: Caller): Promise<MembershipRecord> => world.ask(message(GetMembership, { membershipId }), as);
const list = (as: Caller, wanted: Partial<Fields<ListMemberships>> = {}) =>
  world.ask(message(ListMemberships, { limit: 200, ...wanted }), as);

describe('enrolling a batch of an import', () => {
  it('MEM-18: makes the memberships and sends billing their sales, at the frozen terms', async () => {
    const sales = await reserved(network.ana, people(2));
    await world.ask(message(ChangeListing, { listingId: listing.id, version: 1, sellingMinor: 9900 }), network.ana);
    const members = sales.map(memberOf);

    expect(await enrol(network.ana, members)).toEqual({ importId, batch: 1, rows: 2, skipped: [] });
    const [invoices] = await invoicesOf();
    expect(invoices).toEqual({
      importId,
      batch: 1,
      organizationId: network.clubs[0].id,
      federationId: network.federation.id,
      debtors: [{ name: 'Camille Roy', address: '1 rue A\nQuébec' }],
      terms: [expect.objectContaining({ listingId: listing.id, sellingMinor: 4000, originalMinor: 2500 })],
      sales: members.map((member) => ({
        ...member,
        saleId: derivedId('sale', importId, member.row),
        membershipId: derivedId('membership', importId, member.row),
        terms: 0,
        effectiveOn: '2026-09-01',
        expiresOn: '2027-06-30',
      })),
    });
    expect(await get(invoices.sales[0].membershipId, network.ana)).toEqual({
      id: invoices.sales[0].membershipId,
      offerId: offer.id,
      listingId: listing.id,
      personId: sales[0].personId,
      accountId: members[0].accountId,
      sellerId: network.clubs[0].id,
      homeId: network.clubs[0].id,
      holder: null,
      name: 'Loisir',
      status: 'active',
      purchasedOn: today,
      effectiveOn: '2026-09-01',
      expiresOn: '2027-06-30',
      saleId: invoices.sales[0].saleId,
      sellingMinor: 4000,
      originalMinor: 2500,
      currency: 'CAD',
      importId,
      version: 1,
      replacesId: null,
      replacedById: null,
      history: [{ status: 'active', on: today, reason: 'import', by: null, memo: null }],
      expiryChanges: [],
    });
  });

  it('does so once, though its message arrives five times, and again under another id', async () => {
    const members = (await reserved(network.ana, people(3))).map(memberOf);
    const messageId = newId();
    const sends = Array.from({ length: 5 }, () =>
      world.send(EnrolMembers, batchOf(network.ana, members), flowOf(network.ana), { messageId }),
    );
    await Promise.all(sends);
    await world.send(EnrolMembers, batchOf(network.ana, members), flowOf(network.ana));
    await eventually(async () => (await enrolledOf()).length > 1);
    const [first, second, ...others] = await invoicesOf(); // One for each message id: billing knows a sale it has invoiced.
    expect(second).toEqual(first);
    expect(others).toEqual([]);
    expect((await list(network.ana, { importId })).data).toHaveLength(3);
  });

  it('writes the memberships of several batches that arrive shuffled and at once', async () => {
    const members = (await reserved(network.ana, people(60))).map(memberOf);
    const batches = [0, 1, 2, 3, 4, 5].map((batch) => ({ ...batchOf(network.ana, members.slice(batch * 10, batch * 10 + 10)), batch }));
    const shuffled = [...batches, ...batches].sort(() => Math.random() - 0.5);
    const ids = new Map(batches.map(({ batch }) => [batch, newId()]));
    await Promise.all(
      shuffled.map((fields) => world.send(EnrolMembers, fields, flowOf(network.ana), { messageId: ids.get(fields.batch) })),
    );
    await eventually(async () => (await enrolledOf()).length === 6);
    expect((await list(network.ana, { importId })).data).toHaveLength(60);
    expect(new Set((await invoicesOf()).map(({ batch }) => batch)).size).toBe(6);
  });

  it('IMP-11: skips who was found meanwhile and holds the membership through another club, and invoices nothing', async () => {
    const [lea, max] = people(2);
    const other = newId();
    const [theirs] = await reserved(network.ben, [lea], other);
    await enrol(network.ben, [memberOf(theirs)], other);

    const sales = await reserved(network.ana, [newId(), max]); // Identity will find that the first is Léa.
    const members = sales.map((sale, i) => ({ ...memberOf(sale), personId: [lea, max][i] }));
    expect(await enrol(network.ana, members)).toEqual({ importId, batch: 1, rows: 2, skipped: [{ row: 2, code: 'already-held' }] });
    expect((await invoicesOf())[0].sales.map(({ row }) => row)).toEqual([3]);
    expect((await list(network.ana)).data.map(({ personId }) => personId)).toEqual([max]);
    expect(await world.ask(message(ReleaseSales, { importId }), flowOf(network.ana))).toEqual({ released: 1 });
  });

  it('IMP-11: announces a batch of which nothing is left, so that the import goes on', async () => {
    const [lea] = people(1);
    const other = newId();
    await reserved(network.ben, [lea], other);
    const [sale] = await reserved(network.ana, people(1));
    expect(await enrol(network.ana, [{ ...memberOf(sale), personId: lea }])).toMatchObject({ rows: 1, skipped: [{ row: 2 }] });
    expect(await invoicesOf()).toEqual([expect.objectContaining({ terms: [], sales: [] })]);
  });

  it('IMP-8: gives the slot to who was found meanwhile and does not hold it yet', async () => {
    const [lea] = people(1);
    const [sale] = await reserved(network.ana, people(1));
    expect(await enrol(network.ana, [{ ...memberOf(sale), personId: lea }])).toMatchObject({ skipped: [] });
    expect((await list(network.ana, { personId: lea })).data).toMatchObject([{ personId: lea, importId }]);
    const again = await assessed(world, network.ben, [someSale({ personId: lea, membership: 'Loisir' })]).catch(String);
    expect(again).toContain('already-held');
  });

  it('MEM-14: gives one membership to one person whom two clubs enrol at the same instant', async () => {
    const known = people(20);
    const imports = { ana: newId(), ben: newId() };
    const [mine, theirs] = [await reserved(network.ana, people(20), imports.ana), await reserved(network.ben, people(20), imports.ben)];
    const found = (sales: SaleToReserve[]) => sales.map((sale, i) => ({ ...memberOf(sale), personId: known[i] }));
    const answers = await Promise.all([
      enrol(network.ana, found(mine), imports.ana),
      enrol(network.ben, found(theirs).reverse(), imports.ben),
    ]);
    expect(answers.flatMap(({ skipped }) => skipped)).toHaveLength(20);
    const sold = [...(await list(network.ana)).data, ...(await list(network.ben)).data];
    expect(sold.map(({ personId }) => personId!).sort()).toEqual([...known].sort());
  });

  it('sells nothing that was not reserved: the message is parked where a person sees it', async () => {
    const [sale] = await reserved(network.ana, people(1));
    await world.ask(message(ReleaseSales, { importId }), flowOf(network.ana));
    const messageId = await world.send(EnrolMembers, batchOf(network.ana, [memberOf(sale)]), flowOf(network.ana));
    await parked(messageId);
    expect((await list(network.ana)).data).toEqual([]);
  });

  it('sells nothing for a club that the flow does not work for', async () => {
    const [sale] = await reserved(network.ana, people(1));
    const messageId = await world.send(EnrolMembers, batchOf(network.ana, [memberOf(sale)]), flowOf(network.ben));
    await parked(messageId);
    expect((await list(network.ana)).data).toEqual([]);
  });

  const parked = (messageId: Uuid) =>
    eventually(
      async () => (await world.database('memberships').query('SELECT 1 FROM dead_letters WHERE message_id = $1', [messageId])).length > 0,
    );

  it('keeps what was sold when the rest is released, and the quota with it', async () => {
    const sales = await reserved(network.ana, people(3));
    await enrol(network.ana, sales.slice(0, 2).map(memberOf));
    expect(await world.ask(message(ReleaseSales, { importId }), flowOf(network.ana))).toEqual({ released: 1 });
    const [{ taken }] = await world
      .database('memberships')
      .query('SELECT taken FROM quota_usage WHERE offer_id = $1 AND taken > 0', [offer.id]);
    expect(taken).toBe(2);
  });
});

describe('reading memberships', () => {
  it('shows the federation what its clubs sold, without their prices and names', async () => {
    const [sale] = await reserved(network.ana, people(1));
    await enrol(network.ana, [memberOf(sale)]);
    const [own] = (await list(network.ana)).data;
    const [seen] = (await list(network.director)).data;
    expect(seen).toEqual({ ...own, accountId: null, name: 'Récréatif', sellingMinor: null });
    expect(await get(own.id, network.director)).toMatchObject({ ...seen });
    expect(JSON.stringify(await get(own.id, network.director))).not.toContain('Loisir');
  });

  it('shows a sister club and strangers nothing, as if there were none', async () => {
    const [sale] = await reserved(network.ana, people(1));
    await enrol(network.ana, [memberOf(sale)]);
    const [{ id }] = (await list(network.ana)).data;
    const missing = await get(newId(), network.ana).catch((error: unknown) => error);
    const stranger = await someNetwork(world);
    for (const as of [network.ben, stranger.ana, stranger.director]) {
      await expect(get(id, as)).rejects.toEqual(missing);
      expect((await list(as, { importId })).data).toEqual([]);
    }
  });

  it('MEM-16: finds them by what they are on the reader’s day', async () => {
    const [sale] = await reserved(network.ana, people(1));
    await enrol(network.ana, [memberOf(sale)]);
    const statusAt = async (instant: string) => {
      clock.moveTo(instant);
      const [{ status }] = (await list(network.ana)).data;
      expect((await list(network.ana, { status })).data).toHaveLength(1);
      expect((await list(network.ana, { status: 'cancelled' })).data).toEqual([]);
      return status;
    };
    expect(await statusAt('2026-09-01T03:59:00Z')).toBe('pending'); // Still 31 August in Quebec.
    expect(await statusAt('2026-09-01T04:00:00Z')).toBe('active');
    expect(await statusAt('2027-07-01T03:59:00Z')).toBe('active');
    expect(await statusAt('2027-07-01T04:00:00Z')).toBe('expired');
  });

  it('MEM-8: shows a name as it is now', async () => {
    const [sale] = await reserved(network.ana, people(1));
    await enrol(network.ana, [memberOf(sale)]);
    await world.ask(message(ChangeListing, { listingId: listing.id, version: 1, name: 'Plaisir' }), network.ana);
    await world.ask(message(ChangeOffer, { offerId: offer.id, version: 1, names: { fr: 'Découverte' } }), network.director);
    expect((await list(network.ana)).data).toMatchObject([{ name: 'Plaisir' }]);
    expect((await list(network.director)).data).toMatchObject([{ name: 'Découverte' }]);
  });

  it('pages through an import in the order of its rows', async () => {
    const sales = await reserved(network.ana, people(5));
    await enrol(network.ana, sales.map(memberOf));
    const first = await list(network.ana, { importId, limit: 3 });
    const second = await list(network.ana, { importId, limit: 3, after: first.next ?? undefined });
    expect([...first.data, ...second.data].map(({ personId }) => personId)).toEqual(sales.map(({ personId }) => personId));
    expect(second.next).toBeNull();
    await expect(list(network.ana, { after: 'nonsense' })).rejects.toMatchObject({ code: 'platform.bad-cursor' });
  });
});

it('sends a batch of 400 as one message, well under what the broker takes', async () => {
  const members = (await reserved(network.ana, people(400))).map(memberOf);
  expect(await enrol(network.ana, members)).toMatchObject({ rows: 400, skipped: [] });
  const [invoices, ...others] = await invoicesOf();
  expect(others).toEqual([]);
  expect(invoices.sales).toHaveLength(400);
  expect(Buffer.byteLength(JSON.stringify(invoices))).toBeLessThan(512 * 1024);
});
