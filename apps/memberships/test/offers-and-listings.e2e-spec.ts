import type { Caller } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import {
  ChangeListing,
  ChangeOffer,
  CreateListings,
  CreateOffer,
  GetListing,
  GetOffer,
  ListListings,
  ListOffers,
  type ListingRecord,
  type OfferRecord,
} from '#contracts/memberships/offers';
import { newId, type Uuid } from '#kernel/ids';
import { someCaller, someClub } from '#testing/callers';
import { startWorld, type World } from '#testing/start-world';
import { memberships } from '../src/memberships.service.js';
import { assess, createListing, createOffer, season, someNetwork, someSale, type Network } from './network.js';

let world: World;
let network: Network;
beforeAll(async () => {
  world = await startWorld([memberships]);
});
afterAll(() => world?.stop());
beforeEach(async () => {
  network = await someNetwork(world);
});

const getOffer = (offerId: Uuid, as: Caller): Promise<OfferRecord> => world.ask(message(GetOffer, { offerId }), as);
const changeOffer = (change: Fields<ChangeOffer>, as: Caller): Promise<OfferRecord> => world.ask(message(ChangeOffer, change), as);
const getListing = (listingId: Uuid, as: Caller): Promise<ListingRecord> => world.ask(message(GetListing, { listingId }), as);
const changeListing = (change: Fields<ChangeListing>, as: Caller): Promise<ListingRecord> => world.ask(message(ChangeListing, change), as);

describe('offers', () => {
  it('MEM-1: are designed by the federation, with what is left out filled in', async () => {
    const offer = await createOffer(world, network.director);
    expect(offer).toEqual({
      id: offer.id,
      federationId: network.federation.id,
      resale: true,
      names: { en: 'Recreational', fr: 'Récréatif' },
      originalMinor: 2500,
      currency: 'CAD',
      term: season,
      expiresOn: null,
      eligibility: { minAge: null, maxAge: null, gender: null },
      quotaPerReseller: null,
      priceEditable: true,
      ledgerCode: 'MEMBERSHIPS',
      taxKind: 'membership',
      card: false,
      cardPhoto: false,
      family: false,
      affiliation: false,
      visibility: 'immediate',
      visibleFrom: null,
      replacement: { mode: 'off', offerIds: [] },
      archived: false,
      version: 1,
    });
    expect(await getOffer(offer.id, network.director)).toEqual(offer);
  });

  it('keep everything the federation says about them', async () => {
    const asked = {
      term: { kind: 'fixed-duration', months: 12, renewalWindowDays: 30 },
      expiresOn: '2027-08-31',
      eligibility: { minAge: 5, maxAge: 12, gender: 'F' },
      quotaPerReseller: 40,
      priceEditable: false,
      ledgerCode: '4100',
      taxKind: 'subscription',
      card: true,
      visibility: 'scheduled',
      visibleFrom: '2099-01-01',
    } as const;
    const offer = await createOffer(world, network.director, asked);
    expect(await getOffer(offer.id, network.director)).toMatchObject(asked);
  });

  it('are made once, however often the command arrives', async () => {
    const offerId = newId();
    const first = await createOffer(world, network.director, { offerId });
    expect(await createOffer(world, network.director, { offerId, originalMinor: 9900 })).toEqual(first);
  });

  it('answer a repeated idempotency key with the first answer, and refuse it for another request', async () => {
    const options = { idempotencyKey: newId() };
    const fields = { offerId: newId(), names: { en: 'A' }, originalMinor: 1, term: season };
    const command = message(CreateOffer, fields);
    const first = await world.ask(command, network.director, options);
    await changeOffer({ offerId: first.id, version: 1, originalMinor: 2 }, network.director);
    expect(await world.ask(command, network.director, options)).toEqual(first);
    await expect(world.ask(message(CreateOffer, { ...fields, originalMinor: 3 }), network.director, options)).rejects.toMatchObject({
      code: 'platform.key-reused',
    });
  });

  it('are refused with everything that is wrong with them', async () => {
    await expect(
      createOffer(world, network.director, { names: { en: ' ' }, eligibility: { minAge: 9, maxAge: 8, gender: null } }),
    ).rejects.toMatchObject({
      code: 'memberships.bad-offer',
      kind: 'rule',
      faults: [{ pointer: '/names' }, { pointer: '/eligibility/maxAge' }],
    });
  });

  it('change by version, and never under an editor who saw an older one', async () => {
    const offer = await createOffer(world, network.director);
    const changed = await changeOffer({ offerId: offer.id, version: 1, originalMinor: 2700, quotaPerReseller: 5 }, network.director);
    expect(changed).toEqual({ ...offer, originalMinor: 2700, quotaPerReseller: 5, version: 2 });
    await expect(changeOffer({ offerId: offer.id, version: 1, originalMinor: 1 }, network.director)).rejects.toMatchObject({
      kind: 'stale',
      code: 'memberships.stale-offer',
      facts: { version: 2 },
    });
    const cleared = await changeOffer({ offerId: offer.id, version: 2, quotaPerReseller: null, names: { fr: 'Loisir' } }, network.director);
    expect(cleared).toMatchObject({ quotaPerReseller: null, names: { fr: 'Loisir' }, version: 3 });
  });

  it('MEM-12: once archived are shown to the federation only', async () => {
    const offer = await createOffer(world, network.director);
    await changeOffer({ offerId: offer.id, version: 1, archived: true }, network.director);
    expect(await getOffer(offer.id, network.director)).toMatchObject({ archived: true });
    await expect(getOffer(offer.id, network.ana)).rejects.toMatchObject({ kind: 'missing' });
    expect((await world.ask(message(ListOffers, { limit: 50 }), network.ana)).data).toEqual([]);
    await expect(createListing(world, network.ana, offer.id)).rejects.toMatchObject({ code: 'memberships.no-such-offer' });
  });

  it('are read page by page, in the order they were made', async () => {
    const made = [];
    for (const name of ['A', 'B', 'C']) made.push(await createOffer(world, network.director, { names: { en: name } }));
    const first = await world.ask(message(ListOffers, { limit: 2 }), network.ana);
    const second = await world.ask(message(ListOffers, { limit: 2, after: first.next ?? undefined }), network.ana);
    expect([...first.data, ...second.data]).toEqual(made);
    expect(second.next).toBeNull();
    await expect(world.ask(message(ListOffers, { limit: 2, after: 'nonsense' }), network.ana)).rejects.toMatchObject({
      code: 'platform.bad-cursor',
    });
  });

  it('MEM-6: change their term for sales to come', async () => {
    const offer = await createOffer(world, network.director);
    const term = { kind: 'fixed-duration', months: 12, renewalWindowDays: 30 } as const;
    expect(await changeOffer({ offerId: offer.id, version: 1, term, ledgerCode: '4200', card: true }, network.director)).toEqual({
      ...offer,
      term,
      ledgerCode: '4200',
      card: true,
      version: 2,
    });
  });

  it('are changed by nobody but the federation’s administrators', async () => {
    const offer = await createOffer(world, network.director);
    await expect(changeOffer({ offerId: offer.id, version: 1, originalMinor: 1 }, network.ana)).rejects.toMatchObject({
      kind: 'missing',
    });
  });

  it('MEM-7: are found by clubs as the federation shows them', async () => {
    const found = async () => (await world.ask(message(ListOffers, { limit: 50 }), network.ana)).data.map(({ id }) => id);
    const made = async (changes: Partial<Fields<CreateOffer>>) => (await createOffer(world, network.director, changes)).id;
    const shown = [await made({}), await made({ visibility: 'scheduled', visibleFrom: '2020-01-01' })];
    const hidden = await made({ visibility: 'hidden' });
    const unavailable = await made({ visibility: 'unavailable' });
    const later = await made({ visibility: 'scheduled', visibleFrom: '2099-01-01' });
    expect(await found()).toEqual(shown);

    expect(await createListing(world, network.ana, hidden)).toMatchObject({ offerId: hidden }); // By whoever was told of it.
    await expect(createListing(world, network.ana, unavailable)).rejects.toMatchObject({ code: 'memberships.not-shared' });
    await expect(getOffer(later, network.ana)).rejects.toMatchObject({ kind: 'missing' });
    await expect(createListing(world, network.ana, later)).rejects.toMatchObject({ kind: 'missing' });
  });

  it('are narrowed to those archived, or for resale', async () => {
    const offer = await createOffer(world, network.director);
    const own = await createOffer(world, network.director, { resale: false });
    const old = await createOffer(world, network.director);
    await changeOffer({ offerId: old.id, version: 1, archived: true }, network.director);
    const ids = async (asked: { archived?: boolean; resale?: boolean }) =>
      (await world.ask(message(ListOffers, { limit: 50, ...asked }), network.director)).data.map(({ id }) => id);
    expect(await ids({ archived: false, resale: true })).toEqual([offer.id]);
    expect(await ids({ archived: true })).toEqual([old.id]);
    expect(await ids({ resale: false })).toEqual([own.id]);
  });

  describe('what they may be replaced by', () => {
    it('REP-2: is nothing, anything, or what a list says', async () => {
      const [offer, other] = [await createOffer(world, network.director), await createOffer(world, network.director)];
      const enabled = await changeOffer({ offerId: offer.id, version: 1, replacement: { mode: 'enabled' } }, network.director);
      expect(enabled.replacement).toEqual({ mode: 'enabled', offerIds: [] });
      const replacement = { mode: 'list' as const, offerIds: [other.id] };
      expect((await changeOffer({ offerId: offer.id, version: 2, replacement }, network.director)).replacement).toEqual(replacement);
      expect((await getOffer(offer.id, network.ana)).replacement).toEqual(replacement);
    });

    it('REP-3, CON-2: the helper stores the list it makes, which later prices and memberships do not alter', async () => {
      const offer = await createOffer(world, network.director, { originalMinor: 2500 });
      const dearer = await createOffer(world, network.director, { originalMinor: 6000 });
      await createOffer(world, network.director, { originalMinor: 2500 });
      const replacement = { mode: 'list', select: 'greater-price' } as const;
      const chosen = await changeOffer({ offerId: offer.id, version: 1, replacement }, network.director);
      expect(chosen.replacement).toEqual({ mode: 'list', offerIds: [dearer.id] });

      await changeOffer({ offerId: dearer.id, version: 1, originalMinor: 100 }, network.director);
      await createOffer(world, network.director, { originalMinor: 9000 });
      expect((await getOffer(offer.id, network.director)).replacement).toEqual({ mode: 'list', offerIds: [dearer.id] });
    });

    it('REP-2: names nothing of another network, and not itself', async () => {
      const offer = await createOffer(world, network.director);
      const foreign = await createOffer(world, (await someNetwork(world)).director);
      for (const id of [offer.id, foreign.id, newId()]) {
        const replacement = { mode: 'list' as const, offerIds: [id] };
        await expect(changeOffer({ offerId: offer.id, version: 1, replacement }, network.director)).rejects.toMatchObject({
          code: 'memberships.no-such-target',
        });
      }
    });

    it('REP-15: is nothing while a membership is ongoing', async () => {
      const ongoing = { term: { kind: 'ongoing' }, replacement: { mode: 'enabled' } } as const;
      const refused = { code: 'memberships.bad-offer', faults: [{ code: 'memberships.ongoing-not-replaceable' }] };
      await expect(createOffer(world, network.director, ongoing)).rejects.toMatchObject(refused);
      const offer = await createOffer(world, network.director, { replacement: { mode: 'enabled' } });
      await expect(changeOffer({ offerId: offer.id, version: 1, term: ongoing.term }, network.director)).rejects.toMatchObject(refused);
    });
  });

  it('of another network are missing, as if there were none', async () => {
    const offer = await createOffer(world, network.director);
    const stranger = await someNetwork(world);
    const missing = await getOffer(newId(), stranger.director).catch((error: unknown) => error);
    for (const as of [stranger.director, stranger.ana]) await expect(getOffer(offer.id, as)).rejects.toEqual(missing);
    await expect(changeOffer({ offerId: offer.id, version: 1, originalMinor: 1 }, stranger.director)).rejects.toEqual(missing);
    await expect(createListing(world, stranger.ana, offer.id)).rejects.toEqual(missing);
    expect((await world.ask(message(ListOffers, { limit: 50 }), stranger.ana)).data).toEqual([]);
  });
});

describe('listings', () => {
  it('MEM-2, MEM-4: take the offer’s name in the club’s language and no price of their own', async () => {
    const offer = await createOffer(world, network.director);
    const listing = await createListing(world, network.ana, offer.id);
    expect(listing).toEqual({
      id: listing.id,
      sellerId: network.clubs[0].id,
      offerId: offer.id,
      name: 'Récréatif',
      description: '',
      sellingMinor: null,
      currency: 'CAD',
      active: true,
      visibility: 'immediate',
      visibleFrom: null,
      version: 1,
    });
    expect(await getListing(listing.id, network.ana)).toEqual(listing);
  });

  it('MEM-2: carry the reseller’s own name, price and visibility, and change by version', async () => {
    const offer = await createOffer(world, network.director);
    const listing = await createListing(world, network.ana, offer.id, { name: 'Loisir A', sellingMinor: 4000, visibility: 'hidden' });
    expect(listing).toMatchObject({ name: 'Loisir A', sellingMinor: 4000, visibility: 'hidden' });
    const changed = await changeListing({ listingId: listing.id, version: 1, active: false, sellingMinor: null }, network.ana);
    expect(changed).toEqual({ ...listing, active: false, sellingMinor: null, version: 2 });
    await expect(changeListing({ listingId: listing.id, version: 1, name: 'B' }, network.ana)).rejects.toMatchObject({
      code: 'memberships.stale-listing',
      facts: { version: 2 },
    });
  });

  it('MEM-5: keep the original price where the federation forbids another', async () => {
    const offer = await createOffer(world, network.director, { priceEditable: false });
    await expect(createListing(world, network.ana, offer.id, { sellingMinor: 1 })).rejects.toMatchObject({
      code: 'memberships.price-fixed',
    });
    const listing = await createListing(world, network.ana, offer.id);
    await expect(changeListing({ listingId: listing.id, version: 1, sellingMinor: 1 }, network.ana)).rejects.toMatchObject({
      kind: 'rule',
    });
    expect(await changeListing({ listingId: listing.id, version: 1, name: 'Autre' }, network.ana)).toMatchObject({ name: 'Autre' });
  });

  it('IMP-5: are named by what people can type', async () => {
    const offer = await createOffer(world, network.director);
    await expect(createListing(world, network.ana, offer.id, { name: 'Loi\u0000sir' })).rejects.toMatchObject({
      code: 'memberships.bad-name',
    });
    expect(await createListing(world, network.ana, offer.id, { name: '  Loi\u200Bsir  A ' })).toMatchObject({ name: 'Loisir A' });
  });

  it('stand once in a warehouse, and in each club’s own', async () => {
    const offer = await createOffer(world, network.director);
    const listingId = newId();
    const first = await createListing(world, network.ana, offer.id, { listingId });
    expect(await createListing(world, network.ana, offer.id, { listingId })).toEqual(first);
    await expect(createListing(world, network.ana, offer.id)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'memberships.already-listed',
    });
    expect(await createListing(world, network.ben, offer.id)).toMatchObject({ sellerId: network.clubs[1].id });
  });

  it('are not converted into another currency', async () => {
    const offer = await createOffer(world, network.director);
    const abroad = someCaller({ organization: someClub(network.federation, { currency: 'EUR' }) });
    await expect(createListing(world, abroad, offer.id)).rejects.toMatchObject({ code: 'memberships.currency-differs' });
  });

  it('are private to their club: missing to its sister, its federation and strangers', async () => {
    const offer = await createOffer(world, network.director);
    const { id } = await createListing(world, network.ana, offer.id);
    const missing = await getListing(newId(), network.ana).catch((error: unknown) => error);
    const stranger = await someNetwork(world);
    for (const as of [network.ben, stranger.ana]) {
      await expect(getListing(id, as)).rejects.toEqual(missing);
      await expect(changeListing({ listingId: id, version: 1, name: 'Mine' }, as)).rejects.toEqual(missing);
      expect((await world.ask(message(ListListings, { limit: 50 }), as)).data).toEqual([]);
    }
    await expect(getListing(id, network.director)).rejects.toEqual(missing);
  });

  it('MEM-5: enter a warehouse one or several at once, all or none', async () => {
    const offers = [await createOffer(world, network.director), await createOffer(world, network.director, { names: { en: 'B' } })];
    const own = await createListing(world, network.ana, offers[0].id, { sellingMinor: 4000 });
    const add = (offerIds: Uuid[], as = network.ana) =>
      world.ask(message(CreateListings, { listings: offerIds.map((offerId) => ({ listingId: newId(), offerId })) }), as);
    await expect(add([offers[1].id, newId()])).rejects.toMatchObject({ code: 'memberships.no-such-offer' });
    const warehouse = async () => (await world.ask(message(ListListings, { limit: 50 }), network.ana)).data;
    expect(await warehouse()).toEqual([own]);

    const { listings } = await add([offers[1].id, offers[0].id, offers[1].id]);
    expect(listings.map(({ name, sellingMinor }) => [name, sellingMinor])).toEqual([
      ['B', null],
      ['Récréatif', 4000],
      ['B', null],
    ]);
    expect(await warehouse()).toHaveLength(2);
  });

  it('MEM-7: are shown in the club’s store from the day it says', async () => {
    const offer = await createOffer(world, network.director);
    const listing = await createListing(world, network.ana, offer.id, { description: ' Two  evenings\na week ' });
    expect(listing).toMatchObject({ description: 'Two evenings\na week', visibility: 'immediate' });
    const scheduled = { visibility: 'scheduled', visibleFrom: '2027-06-01' } as const;
    await expect(changeListing({ listingId: listing.id, version: 1, visibility: 'scheduled' }, network.ana)).rejects.toMatchObject({
      code: 'memberships.bad-visibility',
    });
    expect(await changeListing({ listingId: listing.id, version: 1, ...scheduled }, network.ana)).toMatchObject(scheduled);
  });

  it('are read page by page', async () => {
    const made = [];
    for (const name of ['A', 'B', 'C']) {
      const offer = await createOffer(world, network.director, { names: { en: name } });
      made.push(await createListing(world, network.ana, offer.id));
    }
    const first = await world.ask(message(ListListings, { limit: 2 }), network.ana);
    const second = await world.ask(message(ListListings, { limit: 2, after: first.next ?? undefined }), network.ana);
    expect([...first.data, ...second.data]).toEqual(made);
  });
});

describe('memberships that their designer sells itself', () => {
  it('are the same thing with one level: designed and listed by one organization, and nobody else’s business', async () => {
    const gym = someCaller({ organization: someClub(network.federation, { kind: 'gym', federationId: null }) });
    for (const seller of [gym, network.ana, network.director]) {
      const offer = await createOffer(world, seller, { resale: false });
      expect(offer).toMatchObject({ federationId: seller.organization!.id, resale: false });
      const listing = await createListing(world, seller, offer.id, { sellingMinor: 900 });
      expect(await getListing(listing.id, seller)).toMatchObject({ sellerId: seller.organization!.id, sellingMinor: 900 });
      // A club reads what its federation sells itself, such as its own affiliation (MEM-19), and resells none of it.
      const code = seller === network.director ? 'memberships.not-shared' : 'memberships.no-such-offer';
      await expect(createListing(world, network.ben, offer.id)).rejects.toMatchObject({ code });
    }
  });

  it('MEM-1: a club or gym designs nothing for others to resell', async () => {
    await expect(createOffer(world, network.ana, { resale: true })).rejects.toMatchObject({ code: 'memberships.resale-not-yours' });
    expect(await createOffer(world, network.ana)).toMatchObject({ resale: false });
  });

  it('IMP-5: are no resale memberships: a file cannot name them', async () => {
    const offer = await createOffer(world, network.ana, { names: { fr: 'Cours du soir' } });
    await createListing(world, network.ana, offer.id);
    const { sales } = await assess(world, network.ana, [someSale({ membership: 'Cours du soir' })]);
    expect(sales).toMatchObject([{ problem: 'unknown-membership' }]);
  });
});

it('changes of prices enter the audit log of whose prices they are', async () => {
  const offer = await createOffer(world, network.director);
  const listing = await createListing(world, network.ana, offer.id, { sellingMinor: 4000 });
  const log = await world
    .database('memberships')
    .query('SELECT organization_id, action FROM audit_log WHERE subject = ANY ($1) ORDER BY at', [[offer.id, listing.id]]);
  expect(log).toEqual([
    { organization_id: network.federation.id, action: 'memberships.offer-created' },
    { organization_id: network.clubs[0].id, action: 'memberships.listing-created' },
  ]);
});
