import type { Caller } from '#contracts/caller';
import { CheckIn, GetEntitlement, ListActivities, LogActivity } from '#contracts/memberships/entry';
import { GetMembership, ListMemberships } from '#contracts/memberships/memberships.query';
import type { CreateOffer, OfferRecord } from '#contracts/memberships/offers';
import { ListReplacementTargets } from '#contracts/memberships/replacement-targets.query';
import { ReplaceMemberships } from '#contracts/memberships/replacements';
import { PreviewSale, SellMemberships, type SaleToMake } from '#contracts/memberships/sales';
import { message, type Fields } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { membershipsInvariants } from '../src/invariants.js';
import { memberships } from '../src/memberships.service.js';
import { FakeBilling } from './fake-billing.js';
import { FakeIdentity } from './fake-identity.js';
import { assess, createListing, createOffer, noon, someNetwork, someSale, type Network } from './network.js';

let world: World;
let network: Network;
const identity = new FakeIdentity();
const billing = new FakeBilling();
beforeAll(async () => {
  world = await startWorld([memberships, identity.definition(), billing.definition()], { clock: new MovedClock(new Date(noon)) });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  billing.reset();
  network = await someNetwork(world);
});
afterEach(async () => {
  for (const { title, sql } of membershipsInvariants) expect([title, await world.database('memberships').query(sql)]).toEqual([title, []]);
});

const offered = async (changes: Partial<Fields<CreateOffer>> = {}, sellers: Caller[] = [network.ana, network.ben]) => {
  const offer = await createOffer(world, network.director, changes);
  const listings: Uuid[] = [];
  for (const seller of sellers) listings.push((await createListing(world, seller, offer.id)).id);
  return { offer, listings };
};
const aFamilyOffer = (changes: Partial<Fields<CreateOffer>> = {}) =>
  offered({ names: { en: 'Family', fr: 'Famille' }, family: true, ...changes });
const sell = (sales: SaleToMake[], as: Caller = network.ana) =>
  world.ask(message(SellMemberships, { operationId: newId(), sales }), as, { timeoutMs: 30_000 });
const preview = (sales: SaleToMake[], as: Caller = network.ana) => world.ask(message(PreviewSale, { sales }), as);
const entitlement = (personId: Uuid, as: Caller = network.ana, more: Partial<Fields<GetEntitlement>> = {}) =>
  world.ask(message(GetEntitlement, { personId, ...more }), as);

describe('a family membership', () => {
  it('MEM-18: is sold to an account, with one line a level and nobody named on it', async () => {
    const { listings } = await aFamilyOffer();
    const accountId = newId();
    const { sales } = await sell([{ listingId: listings[0], accountId }]);
    expect(sales).toMatchObject([{ personId: null, accountId }]);
    expect(billing.asked).toMatchObject([{ sales: [{ personId: null, accountId }] }]);
    const { membershipId } = sales[0];
    const own = await world.ask(message(GetMembership, { membershipId }), network.ana);
    expect(own).toMatchObject({ personId: null, accountId, status: 'active' });
    expect(await world.ask(message(GetMembership, { membershipId }), network.director)).toMatchObject({ personId: null, accountId });
    const { data } = await world.ask(message(ListMemberships, { limit: 10, accountId }), network.ana);
    expect(data.map(({ id }) => id)).toEqual([membershipId]);
  });

  it('ID-3: of anybody else’s membership the federation is not told whose household it is', async () => {
    const { listings } = await offered();
    const [personId, accountId] = [newId(), newId()];
    const { sales } = await sell([{ listingId: listings[0], personId, accountId }]);
    const seen = (as: Caller) => world.ask(message(GetMembership, { membershipId: sales[0].membershipId }), as);
    expect(await seen(network.ana)).toMatchObject({ personId, accountId });
    expect(await seen(network.director)).toMatchObject({ personId, accountId: null });
  });

  it('MEM-10: is sold to no single person, and a person’s membership to no account', async () => {
    const [family, personal] = [await aFamilyOffer(), await offered()];
    const sales = [
      { listingId: family.listings[0], accountId: newId(), personId: newId() },
      { listingId: personal.listings[0], accountId: newId() },
    ];
    expect((await preview(sales)).sales.map(({ problem }) => problem)).toEqual(['family-membership', 'personal-membership']);
    await expect(sell(sales)).rejects.toMatchObject({
      code: 'memberships.not-sellable',
      faults: [{ code: 'memberships.family-membership' }, { code: 'memberships.personal-membership' }],
    });
  });

  it('MEM-13, MEM-14: is held once by an account, whichever club would sell it again', async () => {
    const { listings } = await aFamilyOffer();
    const accountId = newId();
    await sell([{ listingId: listings[0], accountId }]);
    const again = (listingId: Uuid, as: Caller) => preview([{ listingId, accountId }], as);
    expect((await again(listings[0], network.ana)).sales).toMatchObject([{ problem: 'already-held', facts: { through: 'own-club' } }]);
    expect((await again(listings[1], network.ben)).sales).toMatchObject([{ problem: 'already-held', facts: { through: 'another-club' } }]);
    await sell([{ listingId: listings[0], accountId: newId() }]); // Another account may.
  });

  it('MEM-13: is renewed in its window as any other', async () => {
    const { listings } = await aFamilyOffer({ term: { kind: 'fixed-duration', months: 1, renewalWindowDays: 31 } });
    const sale = { listingId: listings[0], accountId: newId() };
    const [first] = (await sell([sale])).sales;
    const [second] = (await sell([sale])).sales;
    expect([first.expiresOn, second.effectiveOn]).toEqual(['2026-12-21', '2026-12-22']);
  });

  it('IMP-5: is nothing a file can sell, and the row is told why', async () => {
    await aFamilyOffer();
    const { sales } = await assess(world, network.ana, [someSale({ membership: 'Famille' })]);
    expect(sales).toMatchObject([{ problem: 'family-membership' }]);
  });

  it('asks no age and no gender: an account has neither', async () => {
    const eligibility = { minAge: 18, maxAge: null, gender: null };
    await expect(createOffer(world, network.director, { family: true, eligibility })).rejects.toMatchObject({
      code: 'memberships.bad-offer',
      faults: [{ pointer: '/eligibility', code: 'memberships.family-not-a-person' }],
    });
  });

  it('ID-27, MEM-15: lets in every present member of the account, at every club, and nobody else', async () => {
    const { listings } = await aFamilyOffer();
    const [accountId, lea, max, stranger] = [newId(), newId(), newId(), newId()];
    identity.lives(lea, [newId(), accountId]);
    identity.lives(max, [accountId]);
    const [{ membershipId }] = (await sell([{ listingId: listings[0], accountId }])).sales;
    const enter = (personId: Uuid, as: Caller) => world.ask(message(CheckIn, { activityId: newId(), personId }), as);
    expect(await enter(lea, network.ana)).toMatchObject({ admitted: true, membershipId, pass: 'Famille', accountId });
    expect(await enter(max, network.ben)).toMatchObject({ admitted: true, membershipId, accountId: null });
    expect(await enter(stranger, network.ana)).toMatchObject({ admitted: false, reason: 'no-valid-membership' });
    identity.lives(max, []);
    expect(await enter(max, network.ana)).toMatchObject({ admitted: false, reason: 'no-valid-membership' });
    const attended = message(LogActivity, { activityId: newId(), personId: lea, kind: 'attendance' as const });
    expect(await world.ask(attended, network.ana)).toMatchObject({ membershipId, accountId });
    const log = await world.ask(message(ListActivities, { limit: 10, accountId }), network.ana);
    expect(log.data.map(({ personId, kind }) => [personId, kind])).toEqual([
      [lea, 'attendance'],
      [lea, 'check-in'],
    ]);
  });

  it('REP-4, REP-10: is replaced by another family membership of the same account, and by nothing of a person’s', async () => {
    const replacement = { mode: 'enabled' } as const;
    const [source, target, personal] = [await aFamilyOffer({ replacement }), await aFamilyOffer(), await offered()];
    const accountId = newId();
    const [{ membershipId }] = (await sell([{ listingId: source.listings[0], accountId }])).sales;
    const { targets } = await world.ask(message(ListReplacementTargets, { membershipId }), network.ana);
    const barredBy = ({ offer }: { offer: OfferRecord }) => targets.find(({ offerId }) => offerId === offer.id)?.barredBy;
    expect([barredBy(target), barredBy(personal)]).toEqual([null, 'personal-membership']);
    const replacements = [{ membershipId, listingId: target.listings[0] }];
    const command = message(ReplaceMemberships, { operationId: newId(), replacements, previewHash: '0'.repeat(64) });
    const done = await world.ask(command, network.ana, { timeoutMs: 30_000 });
    const after = await world.ask(message(GetMembership, { membershipId: done.replacements[0].newMembershipId }), network.ana);
    expect(after).toMatchObject({ personId: null, accountId, status: 'active' });
    const old = await world.ask(message(GetMembership, { membershipId }), network.ana);
    expect(old.status).toBe('replaced');
  });
});

describe('an activity that requires memberships', () => {
  it('MEM-9: is open to who holds one of them that is valid, and says which', async () => {
    const [linked, other] = [await offered(), await offered()];
    const personId = newId();
    const [held] = (await sell([{ listingId: linked.listings[0], personId, accountId: newId() }])).sales;
    expect(await entitlement(personId, network.ben, { offerIds: [linked.offer.id] })).toMatchObject({
      entitled: true,
      reason: null,
      passes: [{ membershipId: held.membershipId, offerId: linked.offer.id }],
      choose: false,
      buy: [],
    });
    expect(await entitlement(personId, network.ana, { offerIds: [other.offer.id] })).toMatchObject({ entitled: false, passes: [] });
  });

  it('MEM-9: without one they must buy: what the organization sells of it today is named, the family’s included', async () => {
    const [linked, family, archived] = [await offered(), await aFamilyOffer(), await offered({ originalMinor: 1 }, [network.ben])];
    const offerIds = [linked.offer.id, family.offer.id, archived.offer.id];
    expect(await entitlement(newId(), network.ana, { offerIds })).toMatchObject({
      entitled: false,
      reason: 'no-valid-membership',
      choose: false,
      buy: [
        { listingId: family.listings[0], name: 'Famille', sellingMinor: 2500, currency: 'CAD', family: true },
        { listingId: linked.listings[0], name: 'Récréatif', sellingMinor: 2500, family: false },
      ],
    });
  });

  it('MEM-9: of several they choose one, and enter by the one chosen', async () => {
    const [first, second] = [await offered(), await aFamilyOffer()];
    const [personId, accountId] = [newId(), newId()];
    identity.lives(personId, [accountId]);
    await sell([{ listingId: first.listings[0], personId, accountId }]);
    const [family] = (await sell([{ listingId: second.listings[0], accountId }])).sales;
    const offerIds = [first.offer.id, second.offer.id];
    const answer = await entitlement(personId, network.ana, { offerIds });
    expect([answer.choose, answer.passes.length]).toEqual([true, 2]);
    const enter = (membershipId: Uuid) =>
      world.ask(message(CheckIn, { activityId: newId(), personId, offerIds, membershipId }), network.ana);
    expect(await enter(family.membershipId)).toMatchObject({ admitted: true, membershipId: family.membershipId });
    expect(await enter(newId())).toMatchObject({ admitted: false, reason: 'no-valid-membership', membershipId: null });
  });

  it('MEM-9: is judged by the day it takes place on', async () => {
    const { offer, listings } = await offered({ term: { kind: 'fixed-duration', months: 1, renewalWindowDays: null } });
    const personId = newId();
    await sell([{ listingId: listings[0], personId, accountId: newId() }]);
    const on = (day: string) => entitlement(personId, network.ana, { offerIds: [offer.id], on: day });
    expect([(await on('2026-12-21')).entitled, (await on('2026-12-22')).entitled]).toEqual([true, false]);
  });
});
