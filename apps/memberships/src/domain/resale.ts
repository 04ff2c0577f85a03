import type { Uuid } from '#kernel/ids';
import type { OrganizationKind } from '#kernel/roles';
import { AffiliationNotYours, NotShared, ResaleNotYours } from './offer.errors.js';
import { isHad, type Shown } from './visibility.js';

/*
 * Who sells what a designer designed. A federation's offers are resold by its clubs (MEM-1); what a gym, a club or the federation
 * sells itself is the same thing with one level, in the warehouse of nobody else.
 */

/** Only a federation has resellers. */
export function checkResale(resale: boolean, { kind }: { readonly kind: OrganizationKind }): void {
  if (resale && kind !== 'federation') throw new ResaleNotYours();
}

/** Only a federation affiliates clubs, and sells that itself (MEM-19). */
export function checkAffiliation(
  affiliation: boolean,
  { resale, kind }: { readonly resale: boolean; readonly kind: OrganizationKind },
): void {
  if (affiliation && (resale || kind !== 'federation')) throw new AffiliationNotYours();
}

/** Whether this seller may add the offer to its warehouse today. Throws NotShared. */
export function checkShared(offer: Shown & { readonly federationId: Uuid; readonly resale: boolean }, sellerId: Uuid, today: string): void {
  const own = offer.federationId === sellerId;
  if (offer.resale === own || (!own && !isHad(offer, today))) throw new NotShared();
}
