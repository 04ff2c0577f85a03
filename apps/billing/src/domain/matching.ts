import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { MatchExceedsItem, MatchExceedsPayment, NoSuchItem } from './payment.errors.js';

/*
 * Payments settle items (BIL-7). Money goes from the oldest payment to the items in the order they are given, and never beyond what
 * is open of an item or free of a payment (BIL-10). It comes back the other way round: the newest match first.
 */

/** A line of an issued invoice. */
export interface ItemKey {
  readonly documentId: Uuid;
  readonly position: number;
}

export interface OpenItem extends ItemKey {
  readonly billingAccountId: Uuid;
  readonly dueOn: LocalDate;
  readonly number: number; // Of its invoice.
  readonly openMinor: number;
}

/** What of a payment is neither matched nor given back. */
export interface FreeMoney {
  readonly paymentId: Uuid;
  readonly bookedOn: LocalDate;
  readonly freeMinor: number;
}

export interface Match extends ItemKey {
  readonly paymentId: Uuid;
  readonly amountMinor: number;
}

/** A match that exists, with what tells how new it is. */
export interface KnownMatch extends Match {
  readonly matchedAt: Date;
  readonly bookedOn: LocalDate;
}

/** The invoices that payments are meant for, by payment. */
export type MeantFor = ReadonlyMap<Uuid, readonly Uuid[]>;

type Fillable = ItemKey & { openMinor: number };
type Spendable = Pick<FreeMoney, 'paymentId'> & { freeMinor: number };

/**
 * Fills the items one after another, each from the oldest money that is left. Money that is meant for certain invoices settles these
 * first, before any other money does; what is left of it goes the way of all money.
 */
export function matchInOrder(
  items: readonly Readonly<Fillable>[],
  money: readonly FreeMoney[],
  meantFor: MeantFor = new Map<Uuid, Uuid[]>(),
): Match[] {
  const open = items.map(({ documentId, position, openMinor }) => ({ documentId, position, openMinor }));
  const left = oldestFirst(money).map(({ paymentId, freeMinor }) => ({ paymentId, freeMinor }));
  const meant = left.flatMap((source) => {
    const invoices = meantFor.get(source.paymentId);
    return invoices
      ? fill(
          open.filter((item) => invoices.includes(item.documentId)),
          [source],
        )
      : [];
  });
  return [...meant, ...fill(open, left)];
}

/** Takes from both what it matches. */
function fill(items: readonly Fillable[], money: readonly Spendable[]): Match[] {
  const matches: Match[] = [];
  let next = 0;
  for (const item of items) {
    while (item.openMinor > 0 && next < money.length) {
      const source = money[next];
      const amountMinor = Math.min(item.openMinor, source.freeMinor);
      const { documentId, position } = item;
      if (amountMinor > 0) matches.push({ paymentId: source.paymentId, documentId, position, amountMinor });
      item.openMinor -= amountMinor;
      source.freeMinor -= amountMinor;
      if (source.freeMinor <= 0) next++;
    }
  }
  return matches;
}

/** What somebody chose to settle: of each item all that is open, or up to an amount. */
export interface ChosenItem extends ItemKey {
  readonly atMostMinor?: number | null;
}

/** The chosen items as far as they are to be settled, in the order chosen. Asking for more than is open is refused, not cut (BIL-10). */
export function chosenItems(chosen: readonly ChosenItem[], open: readonly OpenItem[], freeMinor: number): OpenItem[] {
  const known = new Map(open.map((item) => [`${item.documentId}/${item.position}`, item]));
  const items = chosen.map(({ documentId, position, atMostMinor }): OpenItem => {
    const item = known.get(`${documentId}/${position}`);
    if (!item) throw new NoSuchItem();
    if (atMostMinor && atMostMinor > item.openMinor) throw new MatchExceedsItem({ askedMinor: atMostMinor, openMinor: item.openMinor });
    return atMostMinor ? { ...item, openMinor: atMostMinor } : item;
  });
  if (new Set(items.map((item) => `${item.documentId}/${item.position}`)).size < items.length) throw new NoSuchItem();
  const askedMinor = chosen.reduce((asked, item) => asked + (item.atMostMinor ?? 0), 0);
  if (askedMinor > freeMinor || freeMinor <= 0) throw new MatchExceedsPayment({ askedMinor, freeMinor });
  return items;
}

/** What is to be taken back of an item's matches, the newest first, so that at most `keepMinor` stays. */
export function releaseNewestFirst(matches: readonly KnownMatch[], keepMinor: number): Match[] {
  let excess = matches.reduce((settled, match) => settled + match.amountMinor, 0) - Math.max(0, keepMinor);
  const released: Match[] = [];
  for (const { paymentId, documentId, position, amountMinor } of [...matches].sort(newerFirst)) {
    if (excess <= 0) break;
    const freed = Math.min(excess, amountMinor);
    released.push({ paymentId, documentId, position, amountMinor: freed });
    excess -= freed;
  }
  return released;
}

/** The account tool's order (BIL-9): what is due first, then the order of invoices and their lines (BIL-8). */
export const inInvoiceOrder = (a: OpenItem, b: OpenItem): number =>
  compared(a.dueOn, b.dueOn) || a.number - b.number || compared(a.documentId, b.documentId) || a.position - b.position;

/** By the day the money came; among those of one day, always the same. */
export const oldestFirst = <M extends Pick<FreeMoney, 'paymentId' | 'bookedOn'>>(money: readonly M[]): M[] =>
  [...money].sort((a, b) => compared(a.bookedOn, b.bookedOn) || compared(a.paymentId, b.paymentId));

const newerFirst = (a: KnownMatch, b: KnownMatch): number =>
  b.matchedAt.getTime() - a.matchedAt.getTime() || compared(b.bookedOn, a.bookedOn) || compared(b.paymentId, a.paymentId);

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
