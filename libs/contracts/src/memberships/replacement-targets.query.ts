import { Query } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { saleProblems } from './assess-sales.query.js';

/** What keeps a membership from being replaced at all: REP-12, its end, REP-15, REP-2. */
export const replacementSourceBars = ['ended', 'expired', 'ongoing', 'replacement-off'] as const;
export type ReplacementSourceBar = (typeof replacementSourceBars)[number];

/** What keeps a target out (REP-2, REP-4); the rest are the problems of any sale (MEM-10, MEM-13). */
export const replacementBars = [
  ...replacementSourceBars,
  'not-on-list',
  'not-in-warehouse',
  'inactive',
  'not-on-sale',
  ...saleProblems,
] as const;
export type ReplacementBar = (typeof replacementBars)[number];

/** Another offer of the same designer: what would replace the membership, or why it cannot. */
export interface ReplacementTarget {
  offerId: Uuid;
  listingId: Uuid | null;
  name: string;
  sellingMinor: number | null; // Today's; null where the seller has not listed it.
  originalMinor: number;
  currency: string;
  effectiveOn: LocalDate | null; // The new term, from today (REP-11).
  expiresOn: LocalDate | null;
  barredBy: ReplacementBar | null;
  facts: Record<string, string | number> | null; // As in AssessedSale.
}

/** What may replace a membership, and of all others which rule bars them (REP-4). For its seller only (REP-1). */
export class ListReplacementTargets extends Query<{ barredBy: ReplacementSourceBar | null; targets: ReplacementTarget[] }> {
  static readonly subject = 'memberships.query.list-replacement-targets.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly membershipId!: string;
}
