import type { Caller } from '#contracts/caller';
import { CancelHeldMemberships } from '#contracts/memberships/cancellations';
import { CheckIn } from '#contracts/memberships/entry';
import { ListHomeMoves, ListHomes, MoveHome } from '#contracts/memberships/homes';
import { GetMembership, ListMemberships } from '#contracts/memberships/memberships.query';
import type { ListingRecord } from '#contracts/memberships/offers';
import { ReplaceMemberships } from '#contracts/memberships/replacements';
import { ReportMembers } from '#contracts/memberships/reports.query';
import { SellMemberships } from '#contracts/memberships/sales';
import { message, type Fields } from '#contracts/message';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { membershipsInvariants } from '../src/invariants.js';
import { memberships } from '../src/memberships.service.js';
import { FakeBilling } from './fake-billing.js';
import { FakeIdentity } from './fake-identity.js';
import { createListing, createOffer, noon, someNetwork, today, type Network } from './network.js';

let world: World;
let network: Network;
let season: ListingRecord; // Ana's club is the first, Ben's the second.
let [annes, bens]: Uuid[] = [];
const clock = new MovedClock(new Date(noon));
beforeAll(async () => {
  world = await startWorld([memberships, new FakeIdentity().definition(), new FakeBilling().definition()], { clock });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  network = await someNetwork(world);
  [annes, bens] = network.clubs.map(({ id }) => id);
  const offer = await createOffer(world, network.director, { replacement: { mode: 'enabled' } });
  season = await createListing(world, network.ana, offer.id, { name: 'Chez Anne', sellingMinor: 987_654 });
});
afterEach(async () => {
  for (const { title, sql } of membershipsInvariants) expect([title, await world.database('memberships').query(sql)]).toEqual([title, []]);
});

const timeoutMs = 30_000;
async function bought({ id: listingId } = season, personId = newId(), as: Caller = network.ana): Promise<Uuid> {
  const sales = [{ listingId, accountId: derivedId('account', personId), personId }];
  return (await world.ask(message(SellMemberships, { operationId: newId(), sales }), as, { timeoutMs })).sales[0].membershipId;
}
const get = (membershipId: Uuid, as: Caller) => world.ask(message(GetMembership, { membershipId }), as);
const list = async (as: Caller, asked: Partial<Fields<ListMemberships>> = {}) =>
  (await world.ask(message(ListMemberships, { limit: 50, ...asked }), as)).data;
const move = (membershipId: Uuid, organizationId: Uuid, as: Caller) => world.ask(message(MoveHome, { membershipId, organizationId }), as);
const moves = async (as: Caller, asked: Partial<Fields<ListHomeMoves>> = {}) =>
  (await world.ask(message(ListHomeMoves, { limit: 50, ...asked }), as)).data;
const audited = (organizationId: Uuid) =>
  world
    .database('memberships')
    .query(`SELECT subject, facts FROM audit_log WHERE organization_id = $1 AND action = 'memberships.home-moved' ORDER BY seq`, [
      organizationId,
    ]);

describe('the home of a membership', () => {
  it('MEM-15: is whoever sold it, until it is moved by its home', async () => {
    const id = await bought();
    expect(await get(id, network.ana)).toMatchObject({ sellerId: annes, homeId: annes });
    expect(await move(id, bens, network.ana)).toMatchObject({ membershipId: id, fromId: annes, toId: bens, movedOn: today });
    for (const as of [network.ana, network.ben, network.director])
      expect(await get(id, as)).toMatchObject({ sellerId: annes, homeId: bens, status: 'active' });
  });

  it('MEM-15: a move is logged in both organizations, and told once', async () => {
    const id = await bought();
    await move(id, bens, network.ana);
    const entry = [{ subject: id, facts: { fromId: annes, toId: bens } }];
    expect([await audited(annes), await audited(bens), await audited(network.federation.id)]).toEqual([entry, entry, []]);
    const told = await world
      .database('memberships')
      .query(
        `SELECT count(*)::int AS n FROM outbox WHERE subject = 'memberships.event.home-moved.v1' AND payload::jsonb->>'membershipId' = $1`,
        [id],
      );
    expect(told).toEqual([{ n: 1 }]);
  });

  it('MEM-15: the new home reads who holds it, what it is and until when; never the price, the name or the client of the seller', async () => {
    const id = await bought();
    await move(id, bens, network.ana);
    const seen = await get(id, network.ben);
    expect(seen).toMatchObject({
      name: 'Récréatif',
      holder: { firstName: 'Léa', lastName: 'Roy', birthDate: '1990-05-06' },
      effectiveOn: '2026-09-01',
      expiresOn: '2027-06-30',
      accountId: null,
      listingId: null,
      saleId: null,
      sellingMinor: null,
      history: [{ status: 'active', reason: 'sale', by: null, memo: null }],
    });
    expect(JSON.stringify([seen, await list(network.ben)])).not.toMatch(/987654|Chez Anne/);
    expect(await get(id, network.ana)).toMatchObject({ name: 'Chez Anne', sellingMinor: 987_654, holder: null });
  });

  it('MEM-15: nothing of a membership is told to a club that never was its home, or to another network', async () => {
    const id = await bought();
    const stranger = (await someNetwork(world)).ana;
    for (const as of [network.ben, stranger]) {
      await expect(get(id, as)).rejects.toMatchObject({ code: 'memberships.no-such-membership' });
      await expect(move(id, bens, as)).rejects.toMatchObject({ code: 'memberships.no-such-membership' });
      expect([await list(as), await moves(as, { membershipId: id })]).toEqual([[], []]);
    }
    await move(id, bens, network.ana);
    await expect(get(id, stranger)).rejects.toMatchObject({ code: 'memberships.no-such-membership' });
    expect(await moves(stranger)).toEqual([]);
  });

  it('MEM-15: is moved on by the club it came to, by which the one before loses sight of it', async () => {
    const id = await bought();
    await expect(move(id, newId(), network.ana)).rejects.toMatchObject({ code: 'memberships.no-such-club' });
    await move(id, bens, network.ana);
    await expect(move(id, annes, network.ana)).rejects.toMatchObject({ code: 'memberships.not-home' });
    await move(id, annes, network.ben);
    await expect(get(id, network.ben)).rejects.toMatchObject({ code: 'memberships.no-such-membership' });
    expect(await get(id, network.ana)).toMatchObject({ homeId: annes });
    const both = [
      { fromId: bens, toId: annes },
      { fromId: annes, toId: bens },
    ];
    expect(await moves(network.ana)).toMatchObject(both);
    expect(await moves(network.ben)).toMatchObject(both);
  });

  it('MEM-15: is moved by the federation as well, wherever it is, which is logged there, too', async () => {
    const id = await bought();
    await move(id, bens, network.director);
    await move(id, annes, network.director);
    for (const organization of [annes, bens, network.federation.id]) expect(await audited(organization)).toHaveLength(2);
    expect((await moves(network.director)).map(({ movedBy }) => movedBy)).toEqual([network.director.name, network.director.name]);
    expect((await moves(network.ben)).map(({ moverId, movedBy }) => [moverId, movedBy])).toEqual([
      [network.federation.id, null],
      [network.federation.id, null],
    ]);
  });

  it('MEM-15: leads to a club of the same network and nowhere else', async () => {
    const id = await bought();
    const others = (await someNetwork(world)).clubs[0].id;
    for (const to of [others, network.federation.id, newId()])
      await expect(move(id, to, network.ana)).rejects.toMatchObject({ code: 'memberships.no-such-club' });
    await expect(move(id, annes, network.ana)).rejects.toMatchObject({ code: 'memberships.already-home' });
    const { data } = await world.ask(message(ListHomes, { limit: 10 }), network.ana);
    expect(data).toEqual(network.clubs.map(({ id: club, name }) => ({ id: club, name })).sort((a, b) => (a.id < b.id ? -1 : 1)));
  });

  it('MEM-15: what a club designed for itself has no other home', async () => {
    const own = await createOffer(world, network.ana, { names: { en: 'Evening class' } });
    const id = await bought(await createListing(world, network.ana, own.id));
    await expect(move(id, bens, network.ana)).rejects.toMatchObject({ code: 'memberships.not-of-network' });
  });

  it('happens once by the same key, though the membership is out of sight afterwards', async () => {
    const id = await bought();
    await move(id, bens, network.ana);
    const command = message(MoveHome, { membershipId: id, organizationId: annes });
    const options = { idempotencyKey: newId() };
    const first = await world.ask(command, network.ben, options);
    expect(await world.ask(command, network.ben, options)).toEqual(first);
    expect(await moves(network.ben)).toHaveLength(2);
  });

  it('one of two who move it at the same instant is told that it is at home elsewhere', async () => {
    const id = await bought();
    const tried = await Promise.allSettled([move(id, bens, network.ana), move(id, bens, network.ana), move(id, bens, network.ana)]);
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await moves(network.ana)).toHaveLength(1);
  });
});

describe('a membership at home elsewhere', () => {
  it('MEM-15, MEM-20: is cancelled by whoever sold it, and by nobody else', async () => {
    const id = await bought();
    await move(id, bens, network.ana);
    const cancel = (as: Caller) => {
      const cancellations = [{ membershipId: id, credit: { kind: 'whole' } as const }];
      const command = message(CancelHeldMemberships, { operationId: newId(), cancellations, previewHash: '0'.repeat(64) });
      return world.ask(command, as, { timeoutMs });
    };
    await expect(cancel(network.ben)).rejects.toMatchObject({ kind: expect.stringMatching(/missing|rule/) });
    await cancel(network.ana);
    expect(await get(id, network.ben)).toMatchObject({
      status: 'cancelled',
      history: [{ status: 'active' }, { status: 'cancelled', on: today, reason: 'cancellation', by: null, memo: null }],
    });
    await expect(move(id, annes, network.ben)).rejects.toMatchObject({ code: 'memberships.home-settled', facts: { status: 'cancelled' } });
  });

  it('MEM-15, REP-10: is replaced by whoever sold it, and what takes its place is at home where it was', async () => {
    const target = await createOffer(world, network.director, { names: { en: 'Competitive' }, originalMinor: 6000 });
    const listing = await createListing(world, network.ana, target.id);
    const id = await bought();
    await move(id, bens, network.ana);
    const replace = (as: Caller) => {
      const replacements = [{ membershipId: id, listingId: listing.id }];
      return world.ask(message(ReplaceMemberships, { operationId: newId(), replacements, previewHash: '0'.repeat(64) }), as, { timeoutMs });
    };
    await expect(replace(network.ben)).rejects.toMatchObject({ kind: expect.stringMatching(/missing|rule/) });
    const { newMembershipId } = (await replace(network.ana)).replacements[0];
    expect(await get(newMembershipId, network.ben)).toMatchObject({ homeId: bens, sellerId: annes, name: 'Competitive' });
    expect(await moves(network.ben, { membershipId: newMembershipId })).toMatchObject([
      { fromId: annes, toId: bens, moverId: null, movedBy: null },
    ]);
  });

  it('MEM-15: the next season is another sale, and at home where that was made', async () => {
    const term = { kind: 'fixed-duration', months: 1, renewalWindowDays: 31 } as const;
    const offer = await createOffer(world, network.director, { names: { en: 'Month' }, term });
    const [first, next] = [await createListing(world, network.ana, offer.id), await createListing(world, network.ben, offer.id)];
    const lea = newId();
    const old = await bought(first, lea);
    await move(old, bens, network.ana);
    const renewed = await bought(next, lea, network.ben);
    expect(await get(renewed, network.ben)).toMatchObject({ sellerId: bens, homeId: bens });
    await expect(get(renewed, network.ana)).rejects.toMatchObject({ code: 'memberships.no-such-membership' });
  });

  it('MEM-15: is good at the door of every club of the network all along', async () => {
    const lea = newId();
    const id = await bought(season, lea);
    await move(id, bens, network.ana);
    for (const as of [network.ana, network.ben]) {
      const entered = await world.ask(message(CheckIn, { activityId: newId(), personId: lea }), as);
      expect(entered).toMatchObject({ admitted: true, membershipId: id });
    }
  });
});

describe('lists and reports by home', () => {
  it('MEM-15: a club lists what it sold and what came to it, narrowed by home, by seller, by day or not at all', async () => {
    const [moved, kept] = [await bought(), await bought()];
    await move(moved, bens, network.ana);
    const ids = async (as: Caller, asked: Partial<Fields<ListMemberships>> = {}) => (await list(as, asked)).map(({ id }) => id);
    expect(await ids(network.ana)).toEqual([moved, kept]);
    expect(await ids(network.ana, { homeId: annes })).toEqual([kept]);
    expect(await ids(network.ana, { homeId: bens })).toEqual([moved]);
    expect(await ids(network.ben)).toEqual([moved]);
    expect(await ids(network.ben, { homeId: bens, sellerId: annes, status: 'active', goodOn: today })).toEqual([moved]);
    expect(await ids(network.ben, { homeId: annes })).toEqual([]);
    expect(await ids(network.ben, { goodOn: '2027-07-01' })).toEqual([]);
    expect(await ids(network.director, { homeId: bens })).toEqual([moved]);
    const page = await world.ask(message(ListMemberships, { limit: 1 }), network.ana);
    expect([page.data.map(({ id }) => id), await ids(network.ana, { after: page.next! })]).toEqual([[moved], [kept]]);
  });

  it('MEM-15: moves are narrowed by direction, person, organization and day', async () => {
    const lea = newId();
    const id = await bought(season, lea);
    await move(await bought(), bens, network.ana);
    await move(id, bens, network.ana);
    await move(id, annes, network.ben);
    const count = async (asked: Partial<Fields<ListHomeMoves>>, as = network.ana) => (await moves(as, asked)).length;
    expect([await count({}), await count({ direction: 'out' }), await count({ direction: 'in' })]).toEqual([3, 2, 1]);
    expect([await count({ personId: lea }), await count({ organizationId: bens }), await count({ organizationId: newId() })]).toEqual([
      2, 3, 0,
    ]);
    expect([await count({ from: today, to: today }), await count({ to: '2026-11-21' })]).toEqual([3, 0]);
    const page = await world.ask(message(ListHomeMoves, { limit: 2 }), network.ben);
    expect([page.data.length, await count({ after: page.next! }, network.ben)]).toEqual([2, 1]);
  });

  it('MEM-15: members are counted by home', async () => {
    const ids = [await bought(), await bought(), await bought()];
    await move(ids[0], bens, network.ana);
    const report = async (as: Caller, by: 'home' | 'club') => {
      const { data } = await world.ask(message(ReportMembers, { by, limit: 10 }), as);
      return Object.fromEntries(data.map(({ id, byStatus }) => [id, byStatus.active]));
    };
    expect(await report(network.director, 'home')).toEqual({ [annes]: 2, [bens]: 1 });
    expect(await report(network.director, 'club')).toEqual({ [annes]: 3 });
    expect(await report(network.ana, 'home')).toEqual({ [annes]: 2, [bens]: 1 });
    expect(await report(network.ben, 'home')).toEqual({ [bens]: 1 });
    expect(await report(network.ben, 'club')).toEqual({});
  });
});
