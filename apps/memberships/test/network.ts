import type { ActingOrganization, Caller } from '#contracts/caller';
import { OrganizationRegistered } from '#contracts/identity/organization-registered.event';
import { message, type Fields } from '#contracts/message';
import { AssessSales, type ListingTerms, type SaleToAssess } from '#contracts/memberships/assess-sales.query';
import { CreateListing, CreateOffer, type ListingRecord, type OfferRecord, type Term } from '#contracts/memberships/offers';
import { ReserveSales, type SaleToReserve } from '#contracts/memberships/reserve-sales.command';
import { newId, type Uuid } from '#kernel/ids';
import { flowCaller } from '#platform/messaging/context';
import { someCaller, someClub, someFederation } from '#testing/callers';
import { eventually } from '#testing/eventually';
import type { World } from '#testing/start-world';

/** The day on which all of these tests happen, at noon in Quebec. */
export const noon = '2026-11-22T17:00:00Z';
export const today = '2026-11-22';
export const season: Term = { kind: 'fixed-dates', salesStart: null, effectiveOn: '2026-09-01', expiresOn: '2027-06-30' };

/** A federation with two clubs that the service knows, and those who act for them. */
export interface Network {
  federation: ActingOrganization;
  clubs: [ActingOrganization, ActingOrganization];
  director: Caller; // Of the federation
  ana: Caller; // Of the first club
  ben: Caller; // Of the second
}

export async function someNetwork(world: World): Promise<Network> {
  const federation = someFederation();
  const clubs: Network['clubs'] = [someClub(federation), someClub(federation)];
  for (const organization of [federation, ...clubs]) await register(world, organization);
  return {
    federation,
    clubs,
    director: someCaller({ role: 'federation-administrator', organization: federation }),
    ana: someCaller({ organization: clubs[0] }),
    ben: someCaller({ organization: clubs[1] }),
  };
}

async function register(world: World, acting: ActingOrganization): Promise<void> {
  const organization = {
    ...acting,
    languages: [...acting.languages],
    country: 'CA',
    province: 'QC',
    freemium: false,
    taxes: [],
    version: 1,
  };
  await world.send(OrganizationRegistered, { organization }, importOf(acting.id, acting.federationId));
  await eventually(async () => {
    const known = await world.database('memberships').query('SELECT 1 FROM organizations WHERE id = $1', [acting.id]);
    return known.length > 0;
  });
}

/** An import of a club, as a step of it speaks: for both levels. */
export const importOf = (clubId: Uuid, federationId: Uuid | null): Caller =>
  flowCaller(`resale-import:${clubId}`, federationId === null ? [clubId] : [clubId, federationId], federationId);

export const flowOf = ({ organization }: Caller): Caller => importOf(organization!.id, organization!.federationId);

export function createOffer(world: World, as: Caller, changes: Partial<Fields<CreateOffer>> = {}): Promise<OfferRecord> {
  const names = { en: 'Recreational', fr: 'Récréatif' };
  return world.ask(message(CreateOffer, { offerId: newId(), names, originalMinor: 2500, term: season, ...changes }), as);
}

export const createListing = (
  world: World,
  as: Caller,
  offerId: Uuid,
  changes: Partial<Fields<CreateListing>> = {},
): Promise<ListingRecord> => world.ask(message(CreateListing, { listingId: newId(), offerId, ...changes }), as);

export const someSale = (changes: Partial<SaleToAssess> = {}): SaleToAssess => ({
  row: 2,
  personId: null,
  gender: 'F',
  birthDate: '2010-03-04',
  membership: 'Récréatif',
  expiresOn: null,
  ...changes,
});

export const assess = (world: World, as: Caller, sales: SaleToAssess[], byOffer: Record<Uuid, number> = {}) =>
  world.ask(message(AssessSales, { earlier: { byOffer }, sales }), as);

/** What a file of these rows asks to be reserved, by the terms in force. */
export async function assessed(
  world: World,
  as: Caller,
  sales: SaleToAssess[],
): Promise<{ terms: ListingTerms[]; sales: SaleToReserve[] }> {
  const answer = await assess(world, as, sales);
  return {
    terms: answer.listings,
    sales: answer.sales.map(({ row, listingId, effectiveOn, expiresOn, problem }, i) => {
      if (problem || !listingId || !effectiveOn) throw new Error(`row ${row}: ${problem}`);
      return { row, personId: sales[i].personId ?? newId(), listingId, effectiveOn, expiresOn };
    }),
  };
}

export const reserve = (world: World, as: Caller, importId: Uuid, asked: { terms: ListingTerms[]; sales: SaleToReserve[] }) =>
  world.ask(message(ReserveSales, { importId, ...asked }), flowOf(as));
