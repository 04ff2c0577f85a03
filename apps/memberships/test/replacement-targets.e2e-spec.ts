import type { Caller } from '#contracts/caller';
import { message } from '#contracts/message';
import { ChangeOffer } from '#contracts/memberships/offers';
import { ListReplacementTargets } from '#contracts/memberships/replacement-targets.query';
import { newId, type Uuid } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { memberships } from '../src/memberships.service.js';
import { FakeIdentity } from './fake-identity.js';
import { createListing, createOffer, noon, season, someNetwork, today, type Network } from './network.js';
import { sold } from './sold.js';

let world: World;
let network: Network;
const identity = new FakeIdentity();
beforeAll(async () => {
  world = await startWorld([memberships, identity.definition()], { clock: new MovedClock(new Date(noon)) });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  network = await someNetwork(world);
});

const targetsOf = (membershipId: Uuid, as: Caller) => world.ask(message(ListReplacementTargets, { membershipId }), as);

async function offered(name: string, changes: object = {}, as = network.director) {
  return createOffer(world, as, { names: { en: name }, ...changes });
}

it('REP-4: shows every other membership, and of the ineligible ones which rule bars it', async () => {
  const competitive = await offered('Competitive', { originalMinor: 6500 });
  const unlisted = await offered('Unlisted');
  const adults = await offered('Adults', { eligibility: { minAge: 18, maxAge: null, gender: null } });
  const closed = await offered('Closed');
  await offered('Told to nobody', { visibility: 'hidden' });
  const own = await offered('Own of the federation', { resale: false });
  const recreational = await offered('Recreational', {
    replacement: { mode: 'list', offerIds: [competitive.id, unlisted.id, adults.id] },
  });
  for (const { id, names } of [competitive, adults, closed, recreational]) {
    await createListing(world, network.ana, id, { name: names.en, sellingMinor: id === competitive.id ? 9000 : null });
  }
  const lea = newId();
  identity.is(lea, { birthDate: '2012-05-06' });
  const [membershipId] = await sold(world, network.ana, 'Recreational', [lea]);

  const { barredBy, targets } = await targetsOf(membershipId, network.ana);
  expect(barredBy).toBeNull();
  expect(targets.map(({ name, barredBy, facts }) => [name, barredBy, facts])).toEqual([
    ['Competitive', null, null],
    ['Unlisted', 'not-in-warehouse', {}],
    ['Adults', 'not-eligible', { age: 14, effectiveOn: season.kind === 'fixed-dates' ? season.effectiveOn : today, minAge: 18 }],
    ['Closed', 'not-on-list', {}],
  ]);
  expect(targets[0]).toMatchObject({ sellingMinor: 9000, originalMinor: 6500, effectiveOn: '2026-09-01', expiresOn: '2027-06-30' });
  expect(targets.some(({ offerId }) => offerId === own.id)).toBe(false);
});

it('REP-2, REP-5: follows the rule of the replaced membership as it is now', async () => {
  const [a, b] = [await offered('A'), await offered('B')];
  for (const { id, names } of [a, b]) await createListing(world, network.ana, id, { name: names.en });
  const [membershipId] = await sold(world, network.ana, 'A', [newId()]);
  expect(await targetsOf(membershipId, network.ana)).toMatchObject({
    barredBy: 'replacement-off',
    targets: [{ offerId: b.id, barredBy: 'replacement-off' }],
  });
  await world.ask(message(ChangeOffer, { offerId: a.id, version: 1, replacement: { mode: 'enabled' } }), network.director);
  expect(await targetsOf(membershipId, network.ana)).toMatchObject({ barredBy: null, targets: [{ offerId: b.id, barredBy: null }] });
});

it('REP-4, MEM-14: knows that somebody holds a target through another club, and not through which', async () => {
  const [a, b] = [await offered('A', { replacement: { mode: 'enabled' } }), await offered('B')];
  const lea = newId();
  for (const { id, names } of [a, b]) await createListing(world, network.ana, id, { name: names.en });
  await createListing(world, network.ben, b.id, { name: 'B' });
  const [membershipId] = await sold(world, network.ana, 'A', [lea]);
  await sold(world, network.ben, 'B', [lea]);
  expect((await targetsOf(membershipId, network.ana)).targets).toMatchObject([
    { offerId: b.id, barredBy: 'already-held', facts: { through: 'another-club' } },
  ]);
});

it('REP-1: tells a federation why it cannot act, and everybody else nothing', async () => {
  const offer = await offered('A', { replacement: { mode: 'enabled' } });
  await createListing(world, network.ana, offer.id, { name: 'A' });
  const [membershipId] = await sold(world, network.ana, 'A', [newId()]);
  await expect(targetsOf(membershipId, network.director)).rejects.toMatchObject({
    kind: 'rule',
    code: 'memberships.replaced-by-resellers',
  });
  const stranger = await someNetwork(world);
  for (const as of [network.ben, stranger.ana, stranger.director]) {
    const missing = await targetsOf(newId(), as).catch((error: unknown) => error);
    await expect(targetsOf(membershipId, as)).rejects.toEqual(missing);
  }
});
