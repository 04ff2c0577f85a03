import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { foldName } from '#kernel/names';
import type { LineKind } from '#contracts/identity/organizations';
import type { Eligibility } from '#contracts/memberships/offers';
import { type Dated, federationExpiration } from './term.js';

/*
 * A reseller's warehouse (MEM-2). An import names a membership by the reseller's own name for it, which must mean exactly
 * one that can be sold (IMP-5). Names compare as people's do: case, accents, hyphens and outer spaces do not count.
 */

/** An offer of the federation as far as selling it needs to know it. */
export interface SellableOffer extends Dated {
  readonly id: Uuid;
  readonly names: Readonly<Record<string, string>>; // By language
  readonly eligibility: Eligibility;
  readonly quotaPerReseller: number | null;
  readonly originalMinor: number;
  readonly currency: string;
  readonly ledgerCode: string;
  readonly taxKind: LineKind;
  readonly family: boolean; // Sold to an account as a whole.
  readonly archived: boolean;
}

/** An offer in a reseller's warehouse. */
export interface StockedOffer {
  readonly id: Uuid;
  readonly name: string;
  readonly active: boolean;
  readonly sellingMinor: number | null;
  readonly offer: SellableOffer;
}

/** MEM-4: without a price of its own the reseller sells at the original price. */
export const sellingPrice = ({ sellingMinor, offer }: Pick<StockedOffer, 'sellingMinor' | 'offer'>): number =>
  sellingMinor ?? offer.originalMinor;

/**
 * What staff may sell today. Visibility does not count: it says what the store shows to clients, and even "unavailable"
 * means staff only (MEM-7). Archiving stops new sales (MEM-12), and so does an expiration that has passed.
 */
export function sellable({ active, offer }: Pick<StockedOffer, 'active' | 'offer'>, today: LocalDate): boolean {
  const { term } = offer;
  const started = term.kind !== 'fixed-dates' || term.salesStart === null || term.salesStart <= today;
  const end = federationExpiration(offer);
  return active && !offer.archived && started && (end === null || today <= end);
}

export type Found<L> = { listing: L; problem: null } | { listing: null; problem: 'unknown-membership' | 'ambiguous-membership' };

/** What can be sold today, by the reseller's own names. */
export class Warehouse<L extends StockedOffer> {
  private readonly byName = new Map<string, L[]>();

  constructor(stock: readonly L[], today: LocalDate) {
    for (const listing of stock.filter((candidate) => sellable(candidate, today))) {
      const name = foldName(listing.name);
      this.byName.set(name, [...(this.byName.get(name) ?? []), listing]);
    }
  }

  /** One wording for unknown, foreign and unsellable, so that nobody learns which. */
  find(name: string): Found<L> {
    const named = this.byName.get(foldName(name)) ?? [];
    if (named.length === 1) return { listing: named[0], problem: null };
    return { listing: null, problem: named.length === 0 ? 'unknown-membership' : 'ambiguous-membership' };
  }
}
