import { derivedId, type Uuid } from '#kernel/ids';
import type { SaleToReplace } from '#contracts/billing/pairs';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import type { ReplacementJudgedGood } from './judged-replacements.js';
import { sharedTerms } from './judged-sales.js';

/** Replacements as billing is told of them. */
export interface BilledReplacements {
  readonly organizationId: Uuid;
  readonly federationId: Uuid | null; // Null: what the seller designed itself is billed at one level.
  readonly terms: ListingTerms[];
  readonly replacements: SaleToReplace[];
}

/** Ids derive from the operation and the place in it, so that asking again finds the same documents. */
export function replacementsOf(good: readonly ReplacementJudgedGood[], sellerId: Uuid, operationId: Uuid): BilledReplacements {
  const designerId = good[0]?.held.designerId ?? sellerId;
  const { list, indexOf } = sharedTerms(good.map(({ terms }) => terms));
  return {
    organizationId: sellerId,
    federationId: designerId === sellerId ? null : designerId,
    terms: list,
    replacements: good.map(({ asked, held, terms, effectiveOn, billedUntil }, i) => ({
      operationId: derivedId('replacement', operationId, i),
      saleId: held.saleId,
      newSaleId: derivedId('sale', operationId, i),
      terms: indexOf(terms),
      effectiveOn,
      expiresOn: billedUntil,
      extras: asked.extras ?? null,
      ...(asked.takeOverPlan && { takeOverPlan: true }),
    })),
  };
}
