import type { Caller } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetMembership } from '#contracts/memberships/memberships.query';
import { type ListingRecord, type OfferRecord } from '#contracts/memberships/offers';
import { PreviewReplacement, ReplaceMemberships, type ReplacementToMake } from '#contracts/memberships/replacements';
import { SellMemberships } from '#contracts/memberships/sales';
import { DomainError } from '#kernel/domain-error';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { membershipsInvariants } from '../src/invariants.js';
import { memberships } from '../src/memberships.service.js';
import { FakeBilling } from './fake-billing.js';
import { FakeIdentity } from './fake-identity.js';
import { createListing, createOffer, noon, someNetwork, type Network } from './network.js';
import { sold } from './sold.js';

let world: World;
let network: Network;
let recreational: OfferRecord;
let competitive: ListingRecord;
let elite: ListingRecord;
const identity = new FakeIdentity();
const billing = new FakeBilling();
beforeAll(async () => {
  world = await startWorld([memberships, identity.definition(), billing.definition()], { clock: new MovedClock(new Date(noon)) });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  billing.reset();
  network = await someNetwork(world);
  const replacement = { mode: 'enabled' } as const;
  recreational = await createOffer(world, network.director, { names: { en: 'Recreational' }, replacement, quotaPerReseller: 2 });
  const offer = await createOffer(world, network.director, { names: { en: 'Competitive' }, originalMinor: 6500, replacement });
  const other = await createOffer(world, network.director, { names: { en: 'Elite' }, originalMinor: 9000 });
  await createListing(world, network.ana, recreational.id, { name: 'Recreational', sellingMinor: 4000 });
  competitive = await createListing(world, network.ana, offer.id, { name: 'Competitive', sellingMinor: 9000 });
  elite = await createListing(world, network.ana, other.id, { name: 'Elite' });
});
afterEach(async () => {
  for (const { title, sql } of membershipsInvariants) expect([title, await world.database('memberships').query(sql)]).toEqual([title, []]);
});

const previewHash = '0'.repeat(64);
const replace = (replacements: ReplacementToMake[], as: Caller = network.ana, operationId = newId(), timeoutMs = 30_000) =>
  world.ask(message(ReplaceMemberships, { operationId, replacements, previewHash }), as, { timeoutMs });
const preview = (replacements: ReplacementToMake[], as: Caller = network.ana) =>
  world.ask(message(PreviewReplacement, { replacements }), as);
const get = (membershipId: Uuid, as: Caller = network.ana) => world.ask(message(GetMembership, { membershipId }), as);
const by = (membershipId: Uuid, listingId = competitive.id): ReplacementToMake => ({ membershipId, listingId });

class Refused extends DomainError {
  readonly code = 'billing.preview-changed';
  readonly kind = 'conflict';
}

describe('a replacement', () => {
  it('REP-8, REP-10, REP-11: takes the old away and gives the new in its place, billed at its price in force', async () => {
    const lea = newId();
    const [old] = await sold(world, network.ana, 'Recreational', [lea]);
    const { saleId } = await get(old);
    const { replacements } = await replace([by(old)]);
    expect(replacements).toMatchObject([{ membershipId: old, listingId: competitive.id, effectiveOn: '2026-09-01' }]);
    expect(billing.replaced).toMatchObject([
      {
        organizationId: network.clubs[0].id,
        federationId: network.federation.id,
        terms: [{ listingId: competitive.id, sellingMinor: 9000, originalMinor: 6500 }],
        replacements: [{ saleId, newSaleId: replacements[0].newSaleId, terms: 0 }],
        previewHash,
      },
    ]);
    expect(await get(old)).toMatchObject({ status: 'replaced', personId: lea });
    expect(await get(replacements[0].newMembershipId)).toMatchObject({
      status: 'active',
      personId: lea,
      saleId: replacements[0].newSaleId,
      sellingMinor: 9000,
      originalMinor: 6500,
    });
  });

  it('REP-12: is made once of each; its successor may be replaced', async () => {
    const [old] = await sold(world, network.ana, 'Recreational', [newId()]);
    const [{ newMembershipId }] = (await replace([by(old)])).replacements;
    await expect(replace([by(old, elite.id)])).rejects.toMatchObject({
      code: 'memberships.not-replaceable',
      faults: [{ pointer: '/replacements/0', code: 'memberships.ended' }],
    });
    const [again] = (await replace([by(newMembershipId, elite.id)])).replacements;
    expect(await get(again.newMembershipId)).toMatchObject({ status: 'active', name: 'Elite' });
  });

  it('REP-13: by the same key gives the first result', async () => {
    const [old] = await sold(world, network.ana, 'Recreational', [newId()]);
    const command = message(ReplaceMemberships, { operationId: newId(), replacements: [by(old)], previewHash });
    const options = { idempotencyKey: newId(), timeoutMs: 30_000 };
    const first = await world.ask(command, network.ana, options);
    expect(await world.ask(command, network.ana, options)).toEqual(first);
    expect(billing.replaced).toHaveLength(1);
  });

  it('PAIN-3: is made of many at once, all or none', async () => {
    const olds = await sold(world, network.ana, 'Recreational', [newId(), newId()]);
    const unknown = newId();
    expect((await preview([...olds, unknown].map((id) => by(id)))).replacements.map(({ problem }) => problem)).toEqual([
      null,
      null,
      'no-such-membership',
    ]);
    await expect(replace([...olds, unknown].map((id) => by(id)))).rejects.toMatchObject({
      faults: [{ pointer: '/replacements/2', code: 'memberships.no-such-membership' }],
    });
    expect(billing.replaced).toEqual([]);
    expect((await replace(olds.map((id) => by(id)))).replacements).toHaveLength(2);
    await sold(world, network.ana, 'Recreational', [newId(), newId()]); // MEM-10: the old ones count for the quota no more.
  });

  it('REP-13: of one membership two at once, one succeeds', async () => {
    const [old] = await sold(world, network.ana, 'Recreational', [newId()]);
    const tries = await Promise.allSettled([replace([by(old)]), replace([by(old, elite.id)])]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const reason: unknown = tries.find((one) => one.status === 'rejected')?.reason;
    expect((reason as DomainError).code).toMatch(/^memberships\.(being-replaced|not-replaceable)$/);
  });

  it('REP-13: leaves everything as it was when billing refuses it', async () => {
    const [old] = await sold(world, network.ana, 'Recreational', [newId()]);
    billing.before = () => {
      throw new Refused('it would bill something else');
    };
    await expect(replace([by(old)])).rejects.toMatchObject({ code: 'billing.preview-changed' });
    expect(await get(old)).toMatchObject({ status: 'active' });
    billing.reset();
    await replace([by(old)]);
  });

  it.each(['before', 'after'] as const)(
    'REP-13: stopped %s billing has done its part, it is completed by the next process',
    async (when) => {
      const [old] = await sold(world, network.ana, 'Recreational', [newId()]);
      billing[when] = () => {
        throw new Error('broke down');
      };
      const operationId = newId();
      const replaced = replace([by(old)], network.ana, operationId, 5_000).catch((error: unknown) => error);
      await eventually(
        async () =>
          (await world.database('memberships').query('SELECT FROM membership_holds WHERE membership_id = $1', [old])).length === 1,
      );
      await world.halt('memberships');
      await replaced;
      billing.before = () => undefined;
      billing.after = () => undefined;
      await world.start('memberships');
      await eventually(async () => (await get(old)).status === 'replaced', { withinMs: 60_000 });
      expect(new Set(billing.replaced.map((command) => command.replacements[0].newSaleId))).toEqual(
        new Set([derivedId('sale', operationId, 0)]),
      );
    },
  );

  it('REP-1: is a federation’s too, of what it sells itself, at one level', async () => {
    const own = { resale: false, replacement: { mode: 'enabled' } } as const;
    const [seminar, congress] = [
      await createOffer(world, network.director, { ...own, names: { en: 'Seminar' }, originalMinor: 3000 }),
      await createOffer(world, network.director, { ...own, names: { en: 'Congress' }, originalMinor: 5000 }),
    ];
    const listed = await createListing(world, network.director, seminar.id);
    const target = await createListing(world, network.director, congress.id);
    const personId = newId();
    const sale = { listingId: listed.id, personId, accountId: derivedId('account', personId) };
    const { sales } = await world.ask(message(SellMemberships, { operationId: newId(), sales: [sale] }), network.director);
    const { replacements } = await replace([by(sales[0].membershipId, target.id)], network.director);
    expect(replacements).toMatchObject([{ corporate: null }]);
    expect(billing.replaced).toMatchObject([
      { organizationId: network.federation.id, federationId: null, terms: [{ sellingMinor: 5000 }] },
    ]);
    expect(await get(sales[0].membershipId, network.director)).toMatchObject({ status: 'replaced' });

    const resold = await createListing(world, network.ana, (await createOffer(world, network.director, { names: { en: 'Resold' } })).id);
    await expect(replace([by(replacements[0].newMembershipId, resold.id)], network.director)).rejects.toMatchObject({
      faults: [{ code: 'memberships.no-such-listing' }], // Sold by others, at two levels.
    });
  });

  it('REP-1, MEM-14: is the seller’s: told to its federation, missing to everybody else', async () => {
    const [old] = await sold(world, network.ana, 'Recreational', [newId()]);
    for (const act of [preview, replace]) {
      await expect(act([by(old)], network.director)).rejects.toMatchObject({ code: 'memberships.replaced-by-resellers' });
    }
    const stranger = (await someNetwork(world)).ana;
    for (const as of [network.ben, stranger]) {
      await expect(replace([by(old)], as)).rejects.toMatchObject({ faults: [{ code: 'memberships.no-such-membership' }] });
    }
  });
});
