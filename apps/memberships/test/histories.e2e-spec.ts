import type { Caller } from '#contracts/caller';
import { CancelHeldMemberships } from '#contracts/memberships/cancellations';
import { GetMembership, ListMemberships } from '#contracts/memberships/memberships.query';
import type { ListingRecord } from '#contracts/memberships/offers';
import { ReplaceMemberships } from '#contracts/memberships/replacements';
import { SellMemberships } from '#contracts/memberships/sales';
import { message, type Fields } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { memberships } from '../src/memberships.service.js';
import { FakeBilling } from './fake-billing.js';
import { FakeIdentity } from './fake-identity.js';
import { createListing, createOffer, noon, someNetwork, type Network } from './network.js';
import { sold } from './sold.js';

let world: World;
let network: Network;
let recreational: ListingRecord;
let competitive: ListingRecord;
let summer: ListingRecord;
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
  const replacement = { mode: 'enabled' } as const;
  const listed = async (name: string, changes: object = {}) => {
    const offer = await createOffer(world, network.director, { names: { en: name }, replacement, ...changes });
    return createListing(world, network.ana, offer.id, { name });
  };
  recreational = await listed('Recreational');
  competitive = await listed('Competitive', { originalMinor: 6500 });
  summer = await listed('Summer', { term: { kind: 'fixed-dates', effectiveOn: '2027-07-01', expiresOn: '2027-08-31' } });
});

const previewHash = '0'.repeat(64);
const timeoutMs = 30_000;
const get = (membershipId: Uuid, as: Caller = network.ana) => world.ask(message(GetMembership, { membershipId }), as);
async function bought({ id: listingId }: ListingRecord): Promise<Uuid> {
  const sales = [{ listingId, accountId: newId(), personId: newId() }];
  return (await world.ask(message(SellMemberships, { operationId: newId(), sales }), network.ana, { timeoutMs })).sales[0].membershipId;
}
async function replaced(membershipId: Uuid, { id: listingId }: ListingRecord): Promise<Uuid> {
  const command = message(ReplaceMemberships, { operationId: newId(), replacements: [{ membershipId, listingId }], previewHash });
  return (await world.ask(command, network.ana, { timeoutMs })).replacements[0].newMembershipId;
}
const cancel = (membershipId: Uuid) =>
  world.ask(
    message(CancelHeldMemberships, {
      operationId: newId(),
      cancellations: [{ membershipId, credit: { kind: 'whole' } }],
      memo: 'Moved away',
      previewHash,
    }),
    network.ana,
    { timeoutMs },
  );
const list = async (wanted: Partial<Fields<ListMemberships>>, as: Caller = network.director) =>
  (await world.ask(message(ListMemberships, { limit: 50, ...wanted }), as)).data.map(({ id }) => id);

describe('the life of a membership', () => {
  it('MEM-16, REP-10: says what it took the place of and what took its own, and what happened when, why and by whom', async () => {
    const first = await bought(recreational);
    const second = await replaced(first, competitive);
    clock.moveTo('2026-12-01T17:00:00Z');
    await cancel(second);
    const { name } = network.ana;
    expect(await get(first)).toMatchObject({
      replacesId: null,
      replacedById: second,
      history: [
        { status: 'active', on: '2026-11-22', reason: 'sale', by: name, memo: null },
        { status: 'replaced', on: '2026-11-22', reason: 'replacement', by: name, memo: null },
      ],
    });
    expect(await get(second)).toMatchObject({
      replacesId: first,
      replacedById: null,
      history: [
        { status: 'active', on: '2026-11-22', reason: 'replacement', by: name },
        { status: 'cancelled', on: '2026-12-01', reason: 'cancellation', by: name, memo: 'Moved away' },
      ],
    });
  });

  it('MEM-14: its federation is told what happened, not who did it nor what they said', async () => {
    const id = await bought(recreational);
    await cancel(id);
    expect((await get(id, network.director)).history).toEqual([
      { status: 'active', on: '2026-11-22', reason: 'sale', by: null, memo: null },
      { status: 'cancelled', on: '2026-11-22', reason: 'cancellation', by: null, memo: null },
    ]);
  });

  it('MEM-16: becomes active and expires by the day alone: nothing runs, nothing is written', async () => {
    const id = await bought(summer);
    const [imported] = await sold(world, network.ana, 'Recreational', [newId()]);
    const entries = 'SELECT count(*)::int AS n FROM status_history';
    const written = await world.database('memberships').query(entries);
    const seen: string[] = [];
    for (const day of ['2027-06-30', '2027-07-01', '2027-08-31', '2027-09-01']) {
      clock.moveTo(`${day}T17:00:00Z`);
      const one = await get(id);
      seen.push(`${day} ${one.status} ${one.history.map(({ status, on }) => `${status} ${on}`).join(', ')}`);
    }
    expect(seen).toEqual([
      '2027-06-30 pending pending 2026-11-22',
      '2027-07-01 active pending 2026-11-22, active 2027-07-01',
      '2027-08-31 active pending 2026-11-22, active 2027-07-01',
      '2027-09-01 expired pending 2026-11-22, active 2027-07-01, expired 2027-09-01',
    ]);
    expect((await get(imported)).history.map(({ status, reason }) => `${status} ${reason}`)).toEqual(['active import', 'expired term']);
    expect(await world.database('memberships').query(entries)).toEqual(written);
  });

  it('MEM-16: the day is the reader’s: at midnight in Quebec it is expired there, and in Vancouver the evening before it is not', async () => {
    const id = await bought(summer);
    const west = { ...network.director, organization: { ...network.director.organization!, timeZone: 'America/Vancouver' } };
    clock.moveTo('2027-09-01T04:30:00Z'); // 00:30 in Montréal, 21:30 in Vancouver.
    expect([(await get(id)).status, (await get(id, west)).status]).toEqual(['expired', 'active']);
  });

  it('MEM-16: is found by the club that sold it, and by a day on which it was held', async () => {
    const first = await bought(recreational);
    const later = await bought(summer);
    clock.moveTo('2026-12-01T17:00:00Z');
    await cancel(first);
    const [club, other] = network.clubs;
    expect(await list({ sellerId: club.id })).toEqual([first, later]);
    expect(await list({ sellerId: other.id })).toEqual([]);
    expect(await list({ goodOn: '2026-11-30' })).toEqual([first]); // The season began in September; it ended on the first.
    expect(await list({ goodOn: '2026-12-01' })).toEqual([]);
    expect(await list({ goodOn: '2027-08-31' }, network.ana)).toEqual([later]);
    expect(await list({ goodOn: '2027-09-01' }, network.ana)).toEqual([]);
    expect(await list({ sellerId: club.id }, network.ben)).toEqual([]);
  });
});
