import type { InvoiceRecord } from '#contracts/billing/documents.query';
import type { AccountRecord } from '#contracts/identity/accounts.query';
import type { MembershipRecord } from '#contracts/memberships/memberships.query';
import type { Page } from '#contracts/message';
import { publicId } from '#kernel/ids';
import { moneyView } from '../edge/money.js';
import { maybePublicId } from '../edge/public-ids.js';
import type { PurchasesPartView, PurchaseView } from './account-overview.response.js';
import { partView } from './part.response.js';
import type { Part } from './parts.js';
import { grouped, membershipBought, otherItemsOf, type Purchase } from './purchases.js';

interface Sources {
  readonly memberships: Part<Page<MembershipRecord>>;
  readonly invoiced: Part<Page<InvoiceRecord>>;
  readonly members: AccountRecord['members'];
}

/** Memberships and whatever else was invoiced are told by two services: of one that is away, what the other tells is shown. */
export function purchasesPart(
  { memberships, invoiced, members }: Sources,
  { retry, href }: { readonly retry: string; readonly href: string },
): PurchasesPartView {
  if (memberships.state !== 'ready' && invoiced.state !== 'ready') return { ...partView(memberships, retry), content: null };
  const bought = [
    ...(memberships.state === 'ready' ? memberships.content.data.map(membershipBought) : []),
    ...(invoiced.state === 'ready' ? invoiced.content.data.flatMap(otherItemsOf) : []),
  ];
  const sources: readonly Part<Page<unknown>>[] = [memberships, invoiced];
  const lacking = sources.find(({ state }) => state !== 'ready');
  const hasMore = sources.some((part) => part.state === 'ready' && part.content.next !== null);
  return {
    ...partView(lacking ?? memberships, retry),
    state: lacking ? 'partial' : 'ready',
    content: { ...purchasesOf(bought, members), href, hasMore },
  };
}

function purchasesOf(bought: readonly Purchase[], members: AccountRecord['members']) {
  const { people, shared, cancelled } = grouped(bought);
  const place = new Map(members.map(({ personId }, i) => [personId, i]));
  const names = new Map(members.map(({ personId, firstName, lastName }) => [personId, `${firstName} ${lastName}`]));
  const at = (personId: string): number => place.get(personId) ?? members.length;
  return {
    people: people
      .sort((a, b) => at(a.personId) - at(b.personId))
      .map(({ personId, items }) => ({
        personId: publicId('person', personId),
        name: names.get(personId) ?? null,
        items: items.map(purchaseView),
      })),
    shared: shared.map(purchaseView),
    cancelled: cancelled.map(purchaseView),
  };
}

const purchaseView = ({ priceMinor, currency, ...purchase }: Purchase): PurchaseView => ({
  kind: purchase.kind,
  description: purchase.description,
  status: purchase.status,
  on: purchase.on,
  from: purchase.from,
  until: purchase.until,
  price: priceMinor === null ? null : moneyView(priceMinor, currency),
  personId: maybePublicId('person', purchase.personId),
  membershipId: maybePublicId('membership', purchase.membershipId),
  invoiceId: maybePublicId('invoice', purchase.invoiceId),
});
