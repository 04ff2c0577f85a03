import { Query } from '@nestjs/cqrs';
import { IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { QuotedTax } from '../billing/quote-documents.query.js';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';
import type { Term, Visibility } from './offers.js';
import type { UnsellableBecause } from './sales.js';

/** Whether a member of an account may have it today, judged as the sale itself is. */
export interface Availability {
  personId: Uuid | null; // Null: the account as a whole, of a family membership.
  problem: UnsellableBecause | null;
  facts: Record<string, string | number> | null; // As in AssessedSale.
  effectiveOn: LocalDate | null;
  expiresOn: LocalDate | null;
  renewal: boolean; // It follows what the person holds, whose renewal window is open (MEM-13).
}

/** A listing that is on sale today, with what an account would pay for it now: of what is ongoing, for the first period. */
export interface OnSaleRecord {
  listingId: Uuid;
  offerId: Uuid;
  name: string;
  description: string;
  family: boolean; // Bought by the account as a whole.
  term: Term;
  visibility: Visibility;
  currency: string;
  priceMinor: number;
  taxes: QuotedTax[];
  totalMinor: number;
  availability: Availability[];
}

/** What the acting organization sells today to the members of a client account, by name: also what no store shows. */
export class ListOnSale extends Query<Page<OnSaleRecord>> {
  static readonly subject = 'memberships.query.list-on-sale.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly accountId!: string;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(1000) readonly after?: string;
}

/** Which parts of a client account the acting organization has any use for (ID-25). */
export class GetUsage extends Query<{ skills: boolean; cards: boolean }> {
  static readonly subject = 'memberships.query.get-usage.v1';
  static readonly senders = ['gateway'] as const;
}
