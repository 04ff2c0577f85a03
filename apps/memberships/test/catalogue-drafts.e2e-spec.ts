import type { Caller } from '#contracts/caller';
import {
  type AskedChange,
  type CatalogueDraftRecord,
  CreateCatalogueDraft,
  DiscardCatalogueDraft,
  GetCatalogueDraft,
  ListCatalogueDrafts,
  ListDraftedListings,
  PublishCatalogueDraft,
} from '#contracts/memberships/catalogue-drafts';
import { message } from '#contracts/message';
import { ChangeOffer, GetOffer, type OfferRecord } from '#contracts/memberships/offers';
import { newId, type Uuid } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { memberships } from '../src/memberships.service.js';
import { createListing, createOffer, noon, someNetwork, type Network } from './network.js';
import { sold } from './sold.js';

let world: World;
let network: Network;
let recreational: OfferRecord;
let competitive: OfferRecord;
beforeAll(async () => {
  world = await startWorld([memberships], { clock: new MovedClock(new Date(noon)) });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  network = await someNetwork(world);
  competitive = await createOffer(world, network.director, { names: { en: 'Competitive' }, originalMinor: 6000 });
  const replacement = { mode: 'list', offerIds: [competitive.id] } as const;
  recreational = await createOffer(world, network.director, {
    names: { en: 'Recreational' },
    originalMinor: 2500,
    replacement: { ...replacement, offerIds: [...replacement.offerIds] },
  });
});

const draft = (changes: AskedChange[], as = network.director, draftId = newId()): Promise<CatalogueDraftRecord> =>
  world.ask(message(CreateCatalogueDraft, { draftId, changes }), as);
const read = (draftId: Uuid, as: Caller = network.director) => world.ask(message(GetCatalogueDraft, { draftId }), as);
const publish = (draftId: Uuid, as: Caller = network.director) => world.ask(message(PublishCatalogueDraft, { draftId }), as);
const offerNow = (offerId: Uuid) => world.ask(message(GetOffer, { offerId }), network.director);
const repriced = (draftId: Uuid, as: Caller = network.director, after?: string) =>
  world.ask(message(ListDraftedListings, { draftId, limit: 1, after }), as);

describe('a draft of the catalogue', () => {
  it('shows which offers, listings, ways and amounts change, and changes nothing before it is published', async () => {
    const listings = [
      await createListing(world, network.ana, competitive.id, { name: 'Compétition', sellingMinor: 9000 }),
      await createListing(world, network.ben, competitive.id, { name: 'Elite' }),
    ];
    await createListing(world, network.ana, recreational.id, { name: 'Loisir', sellingMinor: 4000 });
    await sold(world, network.ana, 'Loisir', [newId(), newId()]);
    const { id } = await draft([{ offerId: competitive.id, originalMinor: 6500 }]);

    const { effects } = await read(id);
    expect(effects).toMatchObject({
      currency: 'CAD',
      outdated: [],
      offers: [{ offerId: competitive.id, originalMinorBefore: 6000, originalMinorAfter: 6500, listings: 2 }],
      paths: [
        {
          offerId: recreational.id,
          targetOfferId: competitive.id,
          openBefore: true,
          openAfter: true,
          memberships: 2,
          creditMinor: 5000,
          invoiceMinorBefore: 12_000,
          invoiceMinorAfter: 13_000,
        },
      ],
    });
    const first = await repriced(id);
    const second = await repriced(id, network.director, first.next ?? undefined);
    expect([...first.data, ...second.data]).toEqual(
      listings
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((listing) => ({
          listingId: listing.id,
          sellerId: listing.sellerId,
          offerId: competitive.id,
          active: true,
          sellsAtOriginal: listing.sellingMinor === null, // And nothing more of what is the club's own affair.
          originalMinorBefore: 6000,
          originalMinorAfter: 6500,
          currency: 'CAD',
        })),
    );
    expect(second.next).toBeNull();
    expect(await offerNow(competitive.id)).toEqual(competitive);
  });

  it('REP-3: is published exactly as it was drafted, all of it at once', async () => {
    const { id, changes } = await draft([
      { offerId: competitive.id, originalMinor: 6500 },
      { offerId: recreational.id, originalMinor: 7000, replacement: { mode: 'list', select: 'greater-price' } },
    ]);
    expect(changes[1].replacement).toEqual({ mode: 'list', offerIds: [] }); // At the draft's prices nothing is dearer.
    expect((await read(id)).effects.paths).toMatchObject([{ openBefore: true, openAfter: false }]);

    expect(await publish(id)).toMatchObject({ state: 'published' });
    expect(await offerNow(competitive.id)).toEqual({ ...competitive, originalMinor: 6500, version: 2 });
    expect(await offerNow(recreational.id)).toEqual({
      ...recreational,
      originalMinor: 7000,
      replacement: { mode: 'list', offerIds: [] },
      version: 2,
    });
    await expect(publish(id)).rejects.toMatchObject({ code: 'memberships.draft-closed', facts: { state: 'published' } });
  });

  it('is not published over what somebody else changed meanwhile', async () => {
    const { id } = await draft([
      { offerId: recreational.id, originalMinor: 1 },
      { offerId: competitive.id, originalMinor: 6500 },
    ]);
    await world.ask(message(ChangeOffer, { offerId: competitive.id, version: 1, originalMinor: 6100 }), network.director);
    expect((await read(id)).effects.outdated).toEqual([competitive.id]);
    await expect(publish(id)).rejects.toMatchObject({ code: 'memberships.draft-outdated', facts: { offerIds: [competitive.id] } });
    expect(await offerNow(recreational.id)).toEqual(recreational);
  });

  it('is discarded for good', async () => {
    const { id } = await draft([{ offerId: recreational.id, originalMinor: 1 }]);
    expect(await world.ask(message(DiscardCatalogueDraft, { draftId: id }), network.director)).toMatchObject({ state: 'discarded' });
    await expect(publish(id)).rejects.toMatchObject({ code: 'memberships.draft-closed' });
  });

  it('is made once, and listed with its designer’s others', async () => {
    const draftId = newId();
    const first = await draft([{ offerId: recreational.id, originalMinor: 1 }], network.director, draftId);
    expect(await draft([{ offerId: recreational.id, originalMinor: 2 }], network.director, draftId)).toEqual(first);
    const second = await draft([{ offerId: recreational.id, originalMinor: 3 }]);
    const page = await world.ask(message(ListCatalogueDrafts, { limit: 1 }), network.director);
    const rest = await world.ask(message(ListCatalogueDrafts, { limit: 5, after: page.next ?? undefined }), network.director);
    expect([...page.data, ...rest.data]).toEqual([first, second]);
  });

  it('REP-15: enables no replacement of what is ongoing', async () => {
    const ongoing = await createOffer(world, network.director, { term: { kind: 'ongoing' } });
    await expect(draft([{ offerId: ongoing.id, replacement: { mode: 'enabled' } }])).rejects.toMatchObject({
      code: 'memberships.bad-offer',
    });
  });

  it('is its designer’s alone, about its own offers alone', async () => {
    const { id } = await draft([{ offerId: recreational.id, originalMinor: 1 }]);
    const stranger = await someNetwork(world);
    for (const as of [network.ana, stranger.director]) {
      const missing = await read(newId(), as).catch((error: unknown) => error);
      for (const act of [read, publish, repriced]) await expect(act(id, as)).rejects.toEqual(missing);
      expect((await world.ask(message(ListCatalogueDrafts, { limit: 5 }), as)).data).toEqual([]);
      await expect(draft([{ offerId: recreational.id, originalMinor: 1 }], as)).rejects.toMatchObject({ kind: 'missing' });
    }
  });
});
