import type { Caller } from '#contracts/caller';
import { CancelHeldMemberships } from '#contracts/memberships/cancellations';
import { ChangeExpiration } from '#contracts/memberships/expirations';
import { GetMembership } from '#contracts/memberships/memberships.query';
import type { ListingRecord } from '#contracts/memberships/offers';
import { SellMemberships } from '#contracts/memberships/sales';
import { message, type Fields } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { membershipsInvariants } from '../src/invariants.js';
import { memberships } from '../src/memberships.service.js';
import { FakeBilling } from './fake-billing.js';
import { FakeIdentity } from './fake-identity.js';
import { createListing, createOffer, noon, season, someNetwork, type Network } from './network.js';

let world: World;
let network: Network;
let year: ListingRecord;
let elsewhere: ListingRecord;
const clock = new MovedClock(new Date(noon));
const identity = new FakeIdentity();
const billing = new FakeBilling();
beforeAll(async () => {
  world = await startWorld([memberships, identity.definition(), billing.definition()], { clock });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  clock.moveTo(noon);
  network = await someNetwork(world);
  const term = { kind: 'fixed-duration', months: 12, renewalWindowDays: null } as const;
  const offer = await createOffer(world, network.director, { names: { en: 'Year' }, term });
  year = await createListing(world, network.ana, offer.id, { name: 'Year' });
  elsewhere = await createListing(world, network.ben, offer.id, { name: 'Year' });
});
afterEach(async () => {
  for (const { title, sql } of membershipsInvariants) expect([title, await world.database('memberships').query(sql)]).toEqual([title, []]);
});

const timeoutMs = 30_000;
async function bought({ id: listingId }: ListingRecord, personId = newId(), as: Caller = network.ana): Promise<Uuid> {
  const sales = [{ listingId, accountId: newId(), personId }];
  return (await world.ask(message(SellMemberships, { operationId: newId(), sales }), as, { timeoutMs })).sales[0].membershipId;
}
const get = (membershipId: Uuid, as: Caller = network.ana) => world.ask(message(GetMembership, { membershipId }), as);
const move = (membershipId: Uuid, expiresOn: string, changes: Partial<Fields<ChangeExpiration>> = {}, as: Caller = network.ana) =>
  world.ask(message(ChangeExpiration, { membershipId, version: 1, expiresOn, ...changes }), as);

describe('the last day of a membership', () => {
  it('MEM-17: is moved for one person by whoever sold it, and what it was stays written', async () => {
    const id = await bought(year);
    expect(await get(id)).toMatchObject({ expiresOn: '2027-11-21', version: 1, expiryChanges: [] });
    const change = { expiredOn: '2027-11-21', expiresOn: '2027-12-31', on: '2026-11-22', by: network.ana.name, memo: 'A broken leg' };
    expect(await move(id, '2027-12-31', { memo: 'A broken leg' })).toMatchObject({
      expiresOn: '2027-12-31',
      version: 2,
      expiryChanges: [change],
    });
    expect(await get(id, network.director)).toMatchObject({ expiresOn: '2027-12-31', expiryChanges: [] }); // Why is the seller's.
    const told = await world
      .database('memberships')
      .query(
        `SELECT count(*)::int AS n FROM outbox WHERE subject = 'memberships.event.expiration-changed.v1' AND payload::jsonb->>'membershipId' = $1`,
        [id],
      );
    expect(told).toEqual([{ n: 1 }]);
  });

  it('MEM-16: its status follows the new day at once', async () => {
    const id = await bought(year);
    await move(id, '2026-11-22');
    clock.moveTo('2026-11-23T17:00:00Z');
    expect(await get(id)).toMatchObject({ status: 'expired' });
    await move(id, '2026-12-24', { version: 2 });
    expect(await get(id)).toMatchObject({ status: 'active' });
  });

  it('is moved from the version that was seen, and once by the same key', async () => {
    const id = await bought(year);
    const command = message(ChangeExpiration, { membershipId: id, version: 1, expiresOn: '2027-12-31' });
    const options = { idempotencyKey: newId() };
    const first = await world.ask(command, network.ana, options);
    expect(await world.ask(command, network.ana, options)).toEqual(first);
    await expect(move(id, '2027-10-31')).rejects.toMatchObject({ code: 'memberships.stale-membership' });
  });

  it('MEM-17: of a season it is the federation’s, and is not moved', async () => {
    const offer = await createOffer(world, network.director, { names: { en: 'Season' }, term: season });
    const id = await bought(await createListing(world, network.ana, offer.id, { name: 'Season' }));
    await expect(move(id, '2027-01-31')).rejects.toMatchObject({ code: 'memberships.expiry-fixed' });
  });

  it('MEM-13, MEM-14: is not moved into what the person holds next, here or through another club', async () => {
    const lea = newId();
    const id = await bought(year, lea);
    await move(id, '2026-12-31');
    clock.moveTo('2027-01-01T17:00:00Z');
    await bought(elsewhere, lea, network.ben);
    await expect(move(id, '2027-01-01', { version: 2 })).rejects.toMatchObject({
      code: 'memberships.expiry-overlaps',
      facts: { through: 'another-club' },
    });
    await move(id, '2026-12-30', { version: 2 });
  });

  it('MEM-16: of what was cancelled it stays as it was', async () => {
    const id = await bought(year);
    const cancellations = [{ membershipId: id, credit: { kind: 'whole' } as const }];
    await world.ask(message(CancelHeldMemberships, { operationId: newId(), cancellations, previewHash: '0'.repeat(64) }), network.ana, {
      timeoutMs,
    });
    await expect(move(id, '2027-12-31')).rejects.toMatchObject({ code: 'memberships.membership-ended' });
  });

  it('is the seller’s to move: to anybody else the membership is not there', async () => {
    const id = await bought(year);
    const stranger = (await someNetwork(world)).ana;
    for (const as of [network.director, network.ben, stranger])
      await expect(move(id, '2027-12-31', {}, as)).rejects.toMatchObject({ code: 'memberships.no-such-membership' });
  });
});
