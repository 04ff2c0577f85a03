import type { Caller } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import {
  ChangeListing,
  ChangeOffer,
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
import { createListing, createOffer, season, someNetwork, type Network } from './network.js';

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
      names: { en: 'Recreational', fr: 'Récréatif' },
      originalMinor: 2500,
      currency: 'CAD',
      term: season,
      expiresOn: null,
      eligibility: { minAge: null, maxAge: null, gender: null },
      quotaPerReseller: null,
      priceEditable: true,
      ledgerCode: 'MEMBERSHIPS',
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

  it('are designed by nobody but the federation’s administrators', async () => {
    await expect(createOffer(world, network.ana)).rejects.toMatchObject({ kind: 'forbidden' });
    const offer = await createOffer(world, network.director);
    await expect(changeOffer({ offerId: offer.id, version: 1, originalMinor: 1 }, network.ana)).rejects.toMatchObject({
      kind: 'forbidden',
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
      sellingMinor: null,
      currency: 'CAD',
      active: true,
      visibility: 'immediate',
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
    await expect(getListing(id, network.director)).rejects.toMatchObject({ kind: 'forbidden' });
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
