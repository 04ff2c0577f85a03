import { Query } from '@nestjs/cqrs';
import type { LocalDate, Uuid } from '../caller.js';
import { lineKinds, type LineKind } from '../identity/organizations.js';
import { IsRows, IsShape, aCount, aDay, aText, aWhole, anId, maybe, mapOf, oneOf, shape } from '../rows.js';

/** A sale a file asks for: a person, known or new, and a membership by the reseller's own name (IMP-5). */
export interface SaleToAssess {
  row: number;
  personId: Uuid | null; // Null: somebody new.
  gender: 'M' | 'F';
  birthDate: LocalDate;
  membership: string;
  expiresOn: LocalDate | null; // The file's; the federation's own wins (IMP-6).
}

export const saleProblems = [
  'unknown-membership', // One wording for unknown, foreign and unsellable.
  'ambiguous-membership',
  'not-eligible',
  'quota-exceeded',
  'already-held', // A warning: the row is skipped and not invoiced (IMP-11, MEM-13).
  'missing-expiration', // Neither the federation, nor the file, nor the term gives one.
  'family-membership', // It belongs to an account as a whole: not sold to one person.
  'personal-membership', // It is sold to a person, not to an account as a whole.
] as const;
export type SaleProblem = (typeof saleProblems)[number];

export interface AssessedSale {
  row: number;
  listingId: Uuid | null;
  effectiveOn: LocalDate | null;
  expiresOn: LocalDate | null;
  problem: SaleProblem | null;
  /**
   * Numbers and words for the message. `not-eligible`: age, effectiveOn and what is asked of minAge, maxAge, gender.
   * `quota-exceeded`: quota, taken. `already-held`: through 'own-club' (with heldUntil, if it ends) or 'another-club' (MEM-14).
   * `missing-expiration`: effectiveOn.
   */
  facts: Record<string, string | number> | null;
}

/** A listing as it stands now: what a sale of it would cost at both levels. */
export interface ListingTerms {
  listingId: Uuid;
  offerId: Uuid;
  name: string; // The reseller's
  offerName: string; // The federation's, in its own language
  sellingMinor: number; // MEM-4 applied
  originalMinor: number;
  currency: string;
  ledgerCode: string;
  taxKind?: LineKind | null; // The kind of both invoices' lines; a membership when absent.
}

/**
 * Judges up to 1,000 sales by the rules of a single sale (MEM-10, MEM-13, MEM-14), without writing. `earlier` counts, by offer,
 * the sales of the same file already judged good, so that a quota holds over the whole file.
 */
export class AssessSales extends Query<{ listings: ListingTerms[]; sales: AssessedSale[] }> {
  static readonly subject = 'memberships.query.assess-sales.v1';
  static readonly senders = ['imports'] as const;
  @IsShape({ byOffer: mapOf(aCount) }) readonly earlier!: { byOffer: Record<Uuid, number> };
  @IsRows(
    { row: aWhole, personId: maybe(anId), gender: oneOf('M', 'F'), birthDate: aDay, membership: aText(), expiresOn: maybe(aDay) },
    { atMost: 1000 },
  )
  readonly sales!: SaleToAssess[];
}

export const listingTermsChecks = {
  listingId: anId,
  offerId: anId,
  name: aText(),
  offerName: aText(),
  sellingMinor: aCount,
  originalMinor: aCount,
  currency: aText(3),
  ledgerCode: aText(40),
  taxKind: maybe(oneOf(...lineKinds)),
};
export const isListingTerms = shape(listingTermsChecks);
