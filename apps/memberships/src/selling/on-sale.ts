import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { QuoteDocuments, type LineToQuote, type QuotedLine } from '#contracts/billing/quote-documents.query';
import { DescribeClients } from '#contracts/identity/describe-clients.query';
import type { MemberDescription } from '#contracts/identity/describe-members.query';
import type { Availability, OnSaleRecord } from '#contracts/memberships/on-sale';
import { message, type Page } from '#contracts/message';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { Messages } from '#platform/messaging/messages';
import { decodeCursor, pageOf } from '#platform/paging';
import { firstPeriodMinor } from '../domain/first-period.js';
import { holderOf } from '../domain/holder.js';
import { renewalStart } from '../domain/holding.js';
import { sellable, sellingPrice } from '../domain/listing.js';
import type { Standing } from '../domain/standing.js';
import { startOf } from '../domain/term.js';
import { isShown } from '../domain/visibility.js';
import { shelfOf, type ShelvedListing } from '../persistence/shelf.js';
import { isGood, judgeOne, standingOf, type Seller } from './judged-sales.js';
import { SellersView } from './sellers-view.js';

export interface OnSaleWanted {
  readonly accountId: Uuid;
  readonly store: boolean; // Only what the store shows (MEM-7); staff sell what it does not show, too.
  readonly limit: number;
  readonly after?: string;
}

/** What a seller has for the members of an account today: each listing judged for each of them as a sale of it would be. */
@Injectable()
export class OnSale {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly view: SellersView,
  ) {}

  async list(seller: ActingOrganization, { accountId, store, limit, after }: OnSaleWanted): Promise<Page<OnSaleRecord>> {
    const members = await this.membersOf(seller.id, accountId);
    const scope = { organizations: [seller.id] };
    const { data, next, today, standing } = await this.database.transaction(async (em) => {
      const today = await this.view.of(em, seller, undefined);
      const shelf = (await shelfOf(em, seller.id)).filter(
        (listing) => sellable(listing, today.today) && (!store || isShown(listing, today.today)),
      );
      const page = pageOf(beyond(shelf, after).slice(0, limit + 1), limit, ({ name, id }) => [name, id]);
      return { ...page, today, standing: await this.standing(em, seller.id, page.data, members) };
    }, scope);
    const quoted = await this.quotes(seller.id, data, today);
    const records = data.map((listing, i) => onSaleRecord(listing, quoted[i], availability(listing, members, today, standing)));
    return { data: records, next };
  }

  private standing(
    em: EntityManager,
    sellerId: Uuid,
    listings: readonly ShelvedListing[],
    members: readonly MemberDescription[],
  ): Promise<Standing> {
    return standingOf(em, sellerId, { listings, holders: members.map(holderOf) });
  }

  /** The people of the account that the seller sees, and the account as a whole. */
  private async membersOf(organizationId: Uuid, accountId: Uuid): Promise<MemberDescription[]> {
    const { clients } = await this.messages.ask(message(DescribeClients, { organizationId, accountIds: [accountId] }));
    if (clients.length === 0) throw new Missing('memberships.no-such-account');
    const people = clients.flatMap(({ members }) => members.map(({ personId }) => ({ personId, accountId })));
    return [...(await this.view.members([...people, { personId: null, accountId }])).values()];
  }

  /** With the taxes the seller collects now (BIL-19): the computation that issuing uses. */
  private async quotes(issuerId: Uuid, listings: readonly ShelvedListing[], { today }: Seller): Promise<QuotedLine[]> {
    if (listings.length === 0) return [];
    const lines = listings.map(({ offer, ...listing }, key): LineToQuote => {
      const netMinor = firstPeriodMinor(sellingPrice({ ...listing, offer }), offer.term, startOf(offer, today));
      return { key, issuerId, kind: offer.taxKind, netMinor, currency: offer.currency };
    });
    const { lines: quoted } = await this.messages.ask(message(QuoteDocuments, { lines }));
    const byKey = new Map(quoted.map((line) => [line.key, line]));
    return lines.map(({ key }) => byKey.get(key)!);
  }
}

/** The shelf is in the order of names, then of ids. */
function beyond(shelf: readonly ShelvedListing[], after: string | undefined): readonly ShelvedListing[] {
  const last = decodeCursor(after, 2)?.map(String);
  if (!last) return shelf;
  const at = shelf.findIndex(({ id }) => id === last[1]);
  return at >= 0 ? shelf.slice(at + 1) : shelf.filter(({ name }) => name > last[0]);
}

function availability(listing: ShelvedListing, members: readonly MemberDescription[], seller: Seller, standing: Standing): Availability[] {
  const { offer } = listing;
  return members
    .filter(({ personId }) => offer.family === (personId === null))
    .map((member): Availability => {
      const { personId, accountId } = member;
      const judged = judgeOne({ listingId: listing.id, accountId, personId }, { listing, member, seller, standing });
      if (!isGood(judged)) {
        return { personId, problem: judged.problem, facts: judged.facts, effectiveOn: null, expiresOn: null, renewal: false };
      }
      const renewal = renewalStart(offer.term, standing.holdingsOf(holderOf(member), offer.id), seller.today) !== undefined;
      return { personId, problem: null, facts: null, effectiveOn: judged.effectiveOn, expiresOn: judged.expiresOn, renewal };
    });
}

const onSaleRecord = (listing: ShelvedListing, quoted: QuotedLine, available: Availability[]): OnSaleRecord => ({
  listingId: listing.id,
  offerId: listing.offer.id,
  name: listing.name,
  description: listing.description,
  family: listing.offer.family,
  term: listing.offer.term,
  visibility: listing.visibility,
  currency: listing.offer.currency,
  priceMinor: quoted.netMinor,
  taxes: quoted.taxes,
  totalMinor: quoted.totalMinor,
  availability: available,
});
