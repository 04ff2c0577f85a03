import type { Caller } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import { CancelMemberships, FindTouchedMemberships, MembershipsCancelled } from '#contracts/memberships/cancel-memberships.command';
import { EnrolMembers } from '#contracts/memberships/enrol-members.command';
import { ListMemberships } from '#contracts/memberships/memberships.query';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { membershipsInvariants } from '../src/invariants.js';
import { memberships } from '../src/memberships.service.js';
import {
  assess,
  assessed,
  createListing,
  createOffer,
  flowOf,
  noon,
  reserve,
  someNetwork,
  someSale,
  today,
  type Network,
} from './network.js';

let world: World;
let network: Network;
const clock = new MovedClock(new Date(noon));

beforeAll(async () => {
  world = await startWorld([memberships], { clock });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  network = await someNetwork(world);
  for (const membership of ['Loisir', 'Autre']) {
    const offer = await createOffer(world, network.director, { quotaPerReseller: 2 });
    await createListing(world, network.ana, offer.id, { name: membership, sellingMinor: 4000 });
  }
});
afterEach(async () => {
  for (const { title, sql } of membershipsInvariants) expect([title, await world.database('memberships').query(sql)]).toEqual([title, []]);
});

const sql = <R>(text: string, values: unknown[]) => world.database('memberships').query<R>(text, values);

/** An import of these people, through reservation and enrolment. */
async function enrolled(as: Caller, people: readonly Uuid[], membership = 'Loisir'): Promise<Uuid> {
  const importId = newId();
  const asked = await assessed(
    world,
    as,
    people.map((personId, i) => someSale({ row: i + 2, personId, membership })),
  );
  await reserve(world, as, importId, asked);
  const members = asked.sales.map(({ row, personId }) => ({
    row,
    personId,
    personName: `Person ${row}`,
    clientId: derivedId('client', personId),
    accountId: derivedId('account', personId),
    debtor: 0,
  }));
  const of = { importId, batch: 1, organizationId: as.organization!.id, federationId: as.federationId! };
  await world.send(EnrolMembers, { ...of, debtors: [{ name: 'Camille Roy', address: null }], members }, flowOf(as));
  await eventually(async () => (await sql('SELECT FROM memberships WHERE import_id = $1', [importId])).length === people.length);
  return importId;
}

async function cancelled(as: Caller, importId: Uuid, rows: number[], messageId = newId()): Promise<Fields<MembershipsCancelled>> {
  const of = { importId, batch: 1, organizationId: as.organization!.id, federationId: as.federationId! };
  await world.send(CancelMemberships, { ...of, rows }, flowOf(as), { messageId });
  await eventually(async () => (await sql('SELECT FROM inbox WHERE message_id = $1', [messageId])).length > 0);
  const text = `SELECT payload::jsonb AS payload FROM outbox WHERE subject = $1 AND payload::jsonb->>'importId' = $2 ORDER BY id DESC LIMIT 1`;
  return (await sql<{ payload: Fields<MembershipsCancelled> }>(text, [MembershipsCancelled.subject, importId]))[0].payload;
}

const statusesOf = async (importId: Uuid, as: Caller): Promise<string[]> =>
  (await world.ask(message(ListMemberships, { limit: 200, importId }), as)).data.map(({ status }) => status);

describe('cancelling the memberships of an undone import', () => {
  it('IMP-17, MEM-16: ends them at both levels, writes down why, and leaves the others', async () => {
    const importId = await enrolled(network.ana, [newId(), newId()]);
    expect(await cancelled(network.ana, importId, [2])).toEqual({ importId, batch: 1, rows: 1, stillMembers: [] });
    for (const as of [network.ana, network.director]) expect(await statusesOf(importId, as)).toEqual(['cancelled', 'active']);
    const history = `SELECT h.status, h.reason, h.changed_on::text AS day FROM status_history h JOIN memberships m ON m.id = h.membership_id
      WHERE m.import_id = $1`;
    expect(await sql(history, [importId])).toEqual([{ status: 'cancelled', reason: 'import-undone', day: today }]);
  });

  it('IMP-17, IMP-11: frees place and quota: the same people may have the same again', async () => {
    const people = [newId(), newId()];
    const importId = await enrolled(network.ana, people);
    const again = () =>
      assess(
        world,
        network.ana,
        people.map((personId, i) => someSale({ row: i + 2, personId, membership: 'Loisir' })),
      );
    expect((await again()).sales.map(({ problem }) => problem)).toEqual(['already-held', 'already-held']);
    await cancelled(network.ana, importId, [2, 3]);
    expect((await again()).sales.map(({ problem }) => problem)).toEqual([null, null]);
    expect(await statusesOf(await enrolled(network.ana, people), network.ana)).toEqual(['active', 'active']);
  });

  it('IMP-17: happens once, however often its message comes', async () => {
    const importId = await enrolled(network.ana, [newId(), newId()]);
    const messageId = newId();
    await cancelled(network.ana, importId, [2, 3], messageId);
    await cancelled(network.ana, importId, [2, 3], messageId);
    await cancelled(network.ana, importId, [2, 3]);
    expect(await statusesOf(importId, network.ana)).toEqual(['cancelled', 'cancelled']);
    expect(await sql('SELECT taken FROM quota_usage WHERE seller_id = $1 AND taken > 0', [network.clubs[0].id])).toEqual([]);
  });

  it('IMP-17: tells who has ended and who has something else at the club, before and afterwards', async () => {
    const people = [newId(), newId()];
    const importId = await enrolled(network.ana, people);
    await enrolled(network.ana, [people[1]], 'Autre');
    await cancelled(network.ana, importId, [2]);
    const { rows } = await world.ask(message(FindTouchedMemberships, { importId, rows: [2, 3, 4] }), flowOf(network.ana));
    expect(rows).toEqual([
      { row: 2, personId: people[0], accountId: derivedId('account', people[0]), ended: true, used: false, otherMembership: false },
      { row: 3, personId: people[1], accountId: derivedId('account', people[1]), ended: false, used: false, otherMembership: true },
    ]);
    expect(await cancelled(network.ana, importId, [3])).toMatchObject({ stillMembers: [3] });
  });

  it('touches nothing of another club', async () => {
    const importId = await enrolled(network.ana, [newId()]);
    await cancelled(network.ben, importId, [2]);
    expect(await statusesOf(importId, network.ana)).toEqual(['active']);
    expect(await world.ask(message(FindTouchedMemberships, { importId, rows: [2] }), flowOf(network.ben))).toEqual({ rows: [] });
  });
});
