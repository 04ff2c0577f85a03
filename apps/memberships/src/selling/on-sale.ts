import { Injectable } from '@nestjs/common';
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
import { isGood, judgeOne, standingOf, toldOf, type Seller } from './judged-sales.js';
import { SellersView } from './sellers-view.js';

export interface OnSaleWanted {
  readonly accountId: Uuid;
  readonly byClient: boolean; // Only what the store shows (MEM-7); staff sell what it does not show, too.
  readonly personId?: Uuid; // Only what this member may have now, with what belongs to the whole account.
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

  async list(acting: ActingOrganization, { accountId, byClient, personId, limit, after }: OnSaleWanted): Promise<Page<OnSaleRecord>> {
    const members = await this.membersOf(acting.id, accountId);
    const {
      data,
      next,
      seller: today,
    } = await this.database.transaction(
      async (em) => {
        const seller = await this.view.of(em, acting, undefined);
        const shelf = (await shelfOf(em, seller.id)).filter(
          (listing) => sellable(listing, seller.today) && (!byClient || isShown(listing, seller.today)),
        );
        const standing = await standingOf(em, seller.id, { listings: shelf, holders: members.map(holderOf) });
        const judged = shelf.map((listing) => ({ listing, available: availability(listing, members, { seller, standing, byClient }) }));
        const wanted = judged.filter(({ available }) => personId === undefined || available.some(openTo(personId)));
        return { ...pageOf(beyond(wanted, after).slice(0, limit + 1), limit, ({ listing }) => [listing.name, listing.id]), seller };
      },
      { organizations: [acting.id] },
    );
    const quoted = await this.quotes(
      acting.id,
      data.map(({ listing }) => listing),
      today,
    );
    return { data: data.map(({ listing, available }, i) => onSaleRecord(listing, quoted[i], available)), next };
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

interface Judged {
  readonly listing: ShelvedListing;
  readonly available: Availability[];
}

/** The shelf is in the order of names, then of ids. */
function beyond(shelf: readonly Judged[], after: string | undefined): readonly Judged[] {
  const last = decodeCursor(after, 2)?.map(String);
  if (!last) return shelf;
  const at = shelf.findIndex(({ listing }) => listing.id === last[1]);
  return at >= 0 ? shelf.slice(at + 1) : shelf.filter(({ listing }) => listing.name > last[0]);
}

const openTo =
  (personId: Uuid) =>
  ({ problem, personId: whose }: Availability): boolean =>
    problem === null && (whose === null || whose === personId);

function availability(
  listing: ShelvedListing,
  members: readonly MemberDescription[],
  { seller, standing, byClient }: { readonly seller: Seller; readonly standing: Standing; readonly byClient: boolean },
): Availability[] {
  const { offer } = listing;
  return members
    .filter(({ personId }) => offer.family === (personId === null))
    .map((member): Availability => {
      const { personId, accountId } = member;
      const judged = judgeOne({ listingId: listing.id, accountId, personId }, { listing, member, seller, standing });
      if (!isGood(judged)) return { personId, ...toldOf(judged, byClient), effectiveOn: null, expiresOn: null, renewal: false };
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
