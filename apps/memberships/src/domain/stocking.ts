import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { Visibility } from '#contracts/memberships/offers';
import { plainName, plainText } from './name.js';
import { nameIn } from './offer.js';
import { checkCurrency, checkPrice } from './price-editing.js';
import { checkShared } from './resale.js';
import { type Shown, visibilityAfter } from './visibility.js';

/* An offer enters a warehouse (MEM-2), singly or with others (MEM-5): under its own name and at its own price, unless the seller says otherwise. */

export interface AskedListing {
  readonly name?: string | null;
  readonly description?: string;
  readonly sellingMinor?: number | null;
  readonly active?: boolean;
  readonly visibility?: Visibility;
  readonly visibleFrom?: LocalDate | null;
}

export interface StockableOffer extends Shown {
  readonly federationId: Uuid;
  readonly names: Readonly<Record<string, string>>;
  readonly currency: string;
  readonly resale: boolean;
  readonly priceEditable: boolean;
}

export interface Stockist {
  readonly id: Uuid;
  readonly currency: string;
  readonly languages: readonly string[];
  readonly today: LocalDate;
}

/** The listing, complete. Throws what keeps the offer out of this warehouse. */
export function stocked(asked: AskedListing, offer: StockableOffer, seller: Stockist) {
  checkShared(offer, seller.id, seller.today);
  checkCurrency(seller, offer);
  if (offer.resale) checkPrice(asked.sellingMinor, offer);
  return {
    name: plainName(asked.name ?? undefined) ?? nameIn(offer.names, seller.languages),
    description: plainText(asked.description),
    sellingMinor: asked.sellingMinor ?? null,
    active: asked.active ?? true,
    ...visibilityAfter({ visibility: 'immediate', visibleFrom: null }, asked),
  };
}
