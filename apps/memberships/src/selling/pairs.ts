import type { Uuid } from '#kernel/ids';
import type { SaleToBill } from '#contracts/billing/pairs';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { type SaleJudgedGood, sharedTerms } from './judged-sales.js';

/** Sales as billing is told of them. */
export interface Pairs {
  readonly organizationId: Uuid;
  readonly federationId: Uuid | null; // Null: what the seller designed itself is billed at one level.
  readonly terms: ListingTerms[];
  readonly sales: SaleToBill[];
}

export function pairsOf(good: readonly SaleJudgedGood[], sellerId: Uuid, saleIdOf: (index: number) => Uuid): Pairs {
  const designerId = good[0]?.listing.designerId ?? sellerId;
  const { list, indexOf } = sharedTerms(good.map(({ terms }) => terms));
  return {
    organizationId: sellerId,
    federationId: designerId === sellerId ? null : designerId,
    terms: list,
    sales: good.map(({ asked, terms, effectiveOn, billedUntil }, i) => ({
      saleId: saleIdOf(i),
      accountId: asked.accountId,
      personId: asked.personId ?? null,
      terms: indexOf(terms),
      effectiveOn,
      expiresOn: billedUntil,
      extras: asked.extras ?? null,
    })),
  };
}
