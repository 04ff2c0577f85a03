import type { InvoiceRecord } from '#contracts/billing/documents.query';
import type { LineKind } from '#contracts/identity/organizations';
import type { MembershipRecord, MembershipStatus } from '#contracts/memberships/memberships.query';
import type { LocalDate, Uuid } from '#contracts/caller';

/*
 * What a client has bought, as it stands on the account (ID-25): per person; what the family shares lower; cancellations last.
 */

/** A membership with where it stands, or anything else that was invoiced. */
export interface Purchase {
  readonly kind: LineKind;
  readonly description: string;
  readonly personId: Uuid | null;
  readonly status: MembershipStatus | 'invoiced' | 'credited';
  readonly on: LocalDate;
  readonly from: LocalDate | null;
  readonly until: LocalDate | null;
  readonly priceMinor: number | null;
  readonly currency: string;
  readonly membershipId: Uuid | null;
  readonly invoiceId: Uuid | null;
}

export interface Purchases {
  readonly people: { personId: Uuid; items: Purchase[] }[];
  readonly shared: Purchase[];
  readonly cancelled: Purchase[];
}

export const membershipBought = (membership: MembershipRecord): Purchase => ({
  kind: 'membership',
  description: membership.name,
  personId: membership.personId,
  status: membership.status,
  on: membership.purchasedOn,
  from: membership.effectiveOn,
  until: membership.expiresOn,
  priceMinor: membership.sellingMinor,
  currency: membership.currency,
  membershipId: membership.id,
  invoiceId: null,
});

/** What an invoice has besides a membership, which stands among the memberships; what a discount takes off nobody bought. */
export const otherItemsOf = ({ id, issuedOn, saleId, currency, lines }: InvoiceRecord): Purchase[] =>
  lines
    .filter(({ position, kind }) => kind !== 'discount' && !(saleId !== null && position === 1))
    .map((line) => ({
      kind: line.kind,
      description: line.description,
      personId: line.personId,
      status: line.totalMinor > 0 && line.creditedMinor >= line.totalMinor ? 'credited' : 'invoiced',
      on: issuedOn,
      from: null,
      until: null,
      priceMinor: line.netMinor,
      currency,
      membershipId: null,
      invoiceId: id,
    }));

const over: readonly Purchase['status'][] = ['cancelled', 'replaced', 'credited'];

/** The last bought first, everywhere. */
export function grouped(bought: readonly Purchase[]): Purchases {
  const ordered = [...bought].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
  const standing = ordered.filter(({ status }) => !over.includes(status));
  const people = Map.groupBy(
    standing.filter((one) => one.personId !== null),
    ({ personId }) => personId!,
  );
  return {
    people: [...people].map(([personId, items]) => ({ personId, items })),
    shared: standing.filter(({ personId }) => personId === null),
    cancelled: ordered.filter(({ status }) => over.includes(status)),
  };
}
