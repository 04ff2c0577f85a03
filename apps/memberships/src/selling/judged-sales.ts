import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { MemberDescription } from '#contracts/identity/describe-members.query';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import type { SaleToMake, UnsellableBecause } from '#contracts/memberships/sales';
import { firstPeriodEnd, firstPeriodMinor } from '../domain/first-period.js';
import { termsOf } from '../domain/frozen-terms.js';
import { holderOf } from '../domain/holder.js';
import { type Facts, judgeSale } from '../domain/judge-sale.js';
import { sellable, type StockedOffer } from '../domain/listing.js';
import { Standing } from '../domain/standing.js';
import type { Period } from '../domain/term.js';
import { isHad } from '../domain/visibility.js';
import { takenBy, type Taken } from '../persistence/quota-usage.js';
import { holdingsOf, ownHoldingsOf } from '../persistence/slots.js';
import { shelfOf } from '../persistence/shelf.js';
import { type DesignedListing, listingsById } from '../persistence/stock.js';

/** A sale that may be made: what is sold to whom, at which terms, from when to when. */
export interface SaleJudgedGood {
  readonly asked: SaleToMake;
  readonly member: MemberDescription;
  readonly listing: DesignedListing;
  readonly effectiveOn: LocalDate;
  readonly expiresOn: LocalDate | null;
  readonly billedUntil: LocalDate | null; // The last day of what its invoices are for.
  readonly terms: ListingTerms; // What they bill: of an ongoing membership the first period.
}

export type JudgedSale = SaleJudgedGood | { readonly problem: UnsellableBecause; readonly facts: Facts };

export const isGood = (judged: JudgedSale): judged is SaleJudgedGood => !('problem' in judged);

export interface Seller {
  readonly id: Uuid;
  readonly today: LocalDate;
  readonly languages: readonly string[]; // Of whoever designed what is sold.
}

export const memberKey = ({ personId, accountId }: { readonly personId?: Uuid | null; readonly accountId: Uuid }): string =>
  `${personId ?? ''}/${accountId}`;

export interface Judging {
  readonly seller: Seller;
  readonly members: ReadonlyMap<string, MemberDescription>;
  readonly taken?: Taken;
  readonly byClient?: boolean; // Who buys for themselves has what the store shows, and what they were told of (MEM-7); staff sell all.
}

/**
 * Judges sales one after the other by the rules of any sale (MEM-10), each counting for the next. Preview and sale take this same
 * path; the sale holds its locks first.
 */
export async function judgeSales(
  em: EntityManager,
  asked: readonly SaleToMake[],
  { seller, members, taken, byClient }: Judging,
): Promise<JudgedSale[]> {
  const listings = await listingsById(
    em,
    seller.id,
    asked.map(({ listingId }) => listingId),
  );
  const standing = await standingOf(em, seller.id, { listings: [...listings.values()], holders: asked.map(holderOf), taken });
  const designerId = [...listings.values()][0]?.designerId;
  const had = byClient ? await hadByClients(em, seller, [...listings.keys()]) : undefined;

  return asked.map((sale) => {
    const listing = listings.get(sale.listingId);
    const member = members.get(memberKey(sale));
    if (!listing) return problem('no-such-listing');
    if (!member) return problem('no-such-member');
    if (listing.designerId !== designerId) return problem('other-designer'); // Billed at other levels.
    if (!sellable(listing, seller.today) || (had && !had.has(listing.id))) return problem('not-on-sale');
    const judged = judgeOne(sale, { listing, member, seller, standing });
    if (isGood(judged)) {
      const { effectiveOn, expiresOn } = judged;
      standing.add({ personId: holderOf(sale), offerId: listing.offer.id, sellerId: seller.id, effectiveOn, expiresOn });
    }
    return judged;
  });
}

/** What these hold already, and how many places of each offer are taken. */
export async function standingOf(
  em: EntityManager,
  sellerId: Uuid,
  { listings, holders, taken }: { listings: readonly DesignedListing[]; holders: readonly Uuid[]; taken?: Taken },
): Promise<Standing> {
  const designers = listings.map((listing) => listing.designerId);
  const holdings = [
    ...(designers.some((id) => id !== sellerId) ? await holdingsOf(em, holders) : []),
    ...(designers.includes(sellerId) ? await ownHoldingsOf(em, sellerId, holders) : []),
  ];
  return new Standing({ holdings, taken: taken ?? (await takenBy(em, sellerId)) });
}

/** What clients may have of these listings: shown, or hidden and told of. */
async function hadByClients(em: EntityManager, { id, today }: Seller, listingIds: readonly Uuid[]): Promise<Set<Uuid>> {
  const shelf = await shelfOf(em, id, listingIds);
  return new Set(shelf.filter((listing) => isHad(listing, today)).map((listing) => listing.id));
}

/** A problem as it is told: how many places a seller has, and how many are gone, is no client's business. */
export const toldOf = (
  { problem: because, facts }: Exclude<JudgedSale, SaleJudgedGood>,
  byClient: boolean,
): { problem: UnsellableBecause; facts: Facts } => ({ problem: because, facts: byClient && because === 'quota-exceeded' ? {} : facts });

/** One sale by itself, as things stand. */
export function judgeOne(
  asked: SaleToMake,
  { listing, member, seller, standing }: { listing: DesignedListing; member: MemberDescription; seller: Seller; standing: Standing },
): JudgedSale {
  const { offer } = listing;
  const expiresOn = offer.term.kind === 'fixed-duration' ? (asked.expiresOn ?? null) : null; // MEM-17
  const personId = holderOf(asked);
  const person = { personId, family: !asked.personId, gender: member.gender, birthDate: member.birthDate, expiresOn };
  const judged = judgeSale(person, offer, { sellerId: seller.id, today: seller.today, standing, mustExpire: false });
  if (judged.problem) return judged;
  const { effectiveOn } = judged;
  return {
    asked,
    member,
    listing,
    effectiveOn,
    expiresOn: judged.expiresOn,
    ...billed(listing, { effectiveOn, expiresOn: judged.expiresOn }, seller.languages),
  };
}

/** What the invoices of a sale bill, and until when: of what is ongoing, the first period (MEM-6). */
export function billed(
  listing: StockedOffer,
  { effectiveOn, expiresOn }: Period,
  languages: readonly string[],
): { terms: ListingTerms; billedUntil: LocalDate | null } {
  const { term } = listing.offer;
  const terms = termsOf(listing, languages);
  return {
    billedUntil: firstPeriodEnd(term, effectiveOn) ?? expiresOn,
    terms: {
      ...terms,
      sellingMinor: firstPeriodMinor(terms.sellingMinor, term, effectiveOn),
      originalMinor: firstPeriodMinor(terms.originalMinor, term, effectiveOn),
    },
  };
}

const problem = (because: UnsellableBecause): JudgedSale => ({ problem: because, facts: {} });

/** The distinct terms of sales, and where each sale's stand among them: as billing is told. */
export function sharedTerms(terms: readonly ListingTerms[]): { list: ListingTerms[]; indexOf: (one: ListingTerms) => number } {
  const key = (one: ListingTerms) => JSON.stringify([one.listingId, one.sellingMinor, one.originalMinor]);
  const list = [...new Map(terms.map((one) => [key(one), one])).values()];
  const places = new Map(list.map((one, i) => [key(one), i]));
  return { list, indexOf: (one) => places.get(key(one))! };
}
