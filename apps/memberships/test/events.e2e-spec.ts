import type { FlowClass } from '#contracts/message';
import { message } from '#contracts/message';
import { CreateCatalogueDraft, PublishCatalogueDraft } from '#contracts/memberships/catalogue-drafts';
import {
  CatalogueDraftPublished,
  EntryBlockSet,
  ListingChanged,
  ListingsAdded,
  OfferChanged,
  OfferCreated,
} from '#contracts/memberships/catalogue-events';
import { BlockEntry } from '#contracts/memberships/entry';
import { ChangeListing, ChangeOffer, CreateListings } from '#contracts/memberships/offers';
import { ReplaceMemberships } from '#contracts/memberships/replacements';
import { MembershipsReplaced, MembershipsSold } from '#contracts/memberships/sale-events';
import { SellMemberships } from '#contracts/memberships/sales';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { toMessage } from '#platform/messaging/message-pipe';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { memberships } from '../src/memberships.service.js';
import { FakeBilling } from './fake-billing.js';
import { FakeIdentity } from './fake-identity.js';
import { createListing, createOffer, noon, someNetwork, type Network } from './network.js';

let world: World;
let network: Network;
const clock = new MovedClock(new Date(noon));
beforeAll(async () => {
  world = await startWorld([memberships, new FakeIdentity().definition(), new FakeBilling().definition()], { clock });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  clock.moveTo(new Date(noon));
  network = await someNetwork(world);
});

/** What was announced under a subject that names this id, as its receivers would read it. */
async function announced<T extends object>(type: FlowClass<T>, id: Uuid): Promise<T[]> {
  const text = 'SELECT payload FROM outbox WHERE subject = $1 AND position($2 IN payload::text) > 0 ORDER BY created_at, id';
  const rows = await world.database('memberships').query(text, [type.subject, id]);
  return rows.map(({ payload }) => toMessage(type, JSON.parse(payload as string)));
}

const sell = (listingId: Uuid, people: readonly Uuid[], operationId = newId()) => {
  const sales = people.map((personId) => ({ listingId, personId, accountId: derivedId('account', personId) }));
  return world.ask(message(SellMemberships, { operationId, sales }), network.ana, { timeoutMs: 30_000 });
};

describe('the catalogue tells', () => {
  it('of a new offer, and of each change with its version and what it changed', async () => {
    const offer = await createOffer(world, network.director);
    const change = { offerId: offer.id, version: 1, originalMinor: 2700, names: { fr: 'Récréatif', en: 'Leisure' } };
    await world.ask(message(ChangeOffer, change), network.director);
    await world.ask(message(ChangeOffer, { offerId: offer.id, version: 2, archived: true }), network.director);
    const organizationId = network.federation.id;
    expect(await announced(OfferCreated, offer.id)).toEqual([
      { offerId: offer.id, organizationId, version: 1, resale: true, originalMinor: 2500, currency: 'CAD' },
    ]);
    expect(await announced(OfferChanged, offer.id)).toEqual([
      { offerId: offer.id, organizationId, version: 2, changed: ['names', 'originalMinor'], archived: false },
      { offerId: offer.id, organizationId, version: 3, changed: ['archived'], archived: true },
    ]);
  });

  it('nothing of a change that was refused', async () => {
    const offer = await createOffer(world, network.director);
    const stale = message(ChangeOffer, { offerId: offer.id, version: 9, archived: true });
    await expect(world.ask(stale, network.director)).rejects.toMatchObject({ code: 'memberships.stale-offer' });
    expect(await announced(OfferChanged, offer.id)).toEqual([]);
  });

  it('of several listings at once by one event, without the seller’s names and prices', async () => {
    const offers = [await createOffer(world, network.director), await createOffer(world, network.director)];
    const listings = offers.map(({ id }) => ({ listingId: newId(), offerId: id, name: 'Mon nom à moi', sellingMinor: 123_456 }));
    await world.ask(message(CreateListings, { listings }), network.ana);
    const [told, ...more] = await announced(ListingsAdded, listings[0].listingId);
    expect(more).toEqual([]);
    expect(told).toEqual({
      organizationId: network.clubs[0].id,
      listings: listings.map(({ listingId, offerId }) => ({ listingId, offerId, version: 1 })),
    });
    const change = { listingId: listings[0].listingId, version: 1, sellingMinor: 4200, active: false };
    await world.ask(message(ChangeListing, change), network.ana);
    const [changed] = await announced(ListingChanged, listings[0].listingId);
    expect(changed).toMatchObject({ version: 2, offerId: offers[0].id, changed: ['sellingMinor', 'active'] });
    expect(JSON.stringify([told, changed])).not.toMatch(/Mon nom|123456|4200/);
  });

  it('of a published draft by one event for all its offers', async () => {
    const offers = [await createOffer(world, network.director), await createOffer(world, network.director)];
    const draftId = newId();
    const changes = offers.map(({ id }, i) => ({ offerId: id, originalMinor: 3000 + i }));
    await world.ask(message(CreateCatalogueDraft, { draftId, changes }), network.director);
    await world.ask(message(PublishCatalogueDraft, { draftId }), network.director);
    expect(await announced(CatalogueDraftPublished, draftId)).toEqual([
      {
        draftId,
        organizationId: network.federation.id,
        offers: changes.map(({ offerId, originalMinor }) => ({ offerId, version: 2, originalMinor })),
      },
    ]);
    expect(await announced(OfferChanged, offers[0].id)).toEqual([]);
  });
});

describe('the desk tells', () => {
  it('MEM-18: of a sale of many by one event, once it is billed and there', async () => {
    const listing = await createListing(world, network.ana, (await createOffer(world, network.director)).id);
    const [operationId, people] = [newId(), [newId(), newId()]];
    const { sales } = await sell(listing.id, people, operationId);
    await sell(listing.id, people, operationId); // Ordered again: the same sale.
    expect(await announced(MembershipsSold, operationId)).toMatchObject([
      {
        operationId,
        organizationId: network.clubs[0].id,
        federationId: network.federation.id,
        memberships: sales.map(({ membershipId, saleId, personId }) => ({ membershipId, saleId, personId, renews: null })),
      },
    ]);
  });

  it('MEM-13: which membership a renewal follows', async () => {
    const term = { kind: 'fixed-duration', months: 1, renewalWindowDays: 40 } as const;
    const listing = await createListing(world, network.ana, (await createOffer(world, network.director, { term })).id);
    const [lea, operationId] = [newId(), newId()];
    const first = await sell(listing.id, [lea]);
    const second = await sell(listing.id, [lea], operationId);
    expect(second.sales[0].membershipId).not.toBe(first.sales[0].membershipId);
    expect(await announced(MembershipsSold, operationId)).toMatchObject([{ memberships: [{ renews: first.sales[0].membershipId }] }]);
  });

  it('REP-10: which membership took the place of which', async () => {
    const offer = await createOffer(world, network.director, { replacement: { mode: 'enabled' } });
    const other = await createOffer(world, network.director, { names: { en: 'Competitive' } });
    const listing = await createListing(world, network.ana, offer.id);
    const target = await createListing(world, network.ana, other.id);
    const { sales } = await sell(listing.id, [newId()]);
    const operationId = newId();
    const asked = [{ membershipId: sales[0].membershipId, listingId: target.id }];
    const command = message(ReplaceMemberships, { operationId, replacements: asked, previewHash: '0'.repeat(64) });
    const { replacements } = await world.ask(command, network.ana, { timeoutMs: 30_000 });
    expect(await announced(MembershipsReplaced, operationId)).toMatchObject([
      {
        operationId,
        memberships: [
          {
            membershipId: sales[0].membershipId,
            newMembershipId: replacements[0].newMembershipId,
            saleId: replacements[0].newSaleId,
            offerId: other.id,
            personId: sales[0].personId,
          },
        ],
      },
    ]);
  });

  it('ID-27: who is kept out, and let in again, without why', async () => {
    const personId = newId();
    await world.ask(message(BlockEntry, { personId, blocked: true, reason: 'Broke the mirror' }), network.ana);
    await world.ask(message(BlockEntry, { personId, blocked: false }), network.ana);
    const organizationId = network.clubs[0].id;
    const told = await announced(EntryBlockSet, personId);
    expect(told).toEqual([
      { organizationId, personId, blocked: true },
      { organizationId, personId, blocked: false },
    ]);
  });
});
