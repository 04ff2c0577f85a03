import { Command, Query } from '@nestjs/cqrs';
import { ArrayMinSize, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { extraLineChecks, type DocumentRef, type ExtraLine } from '../billing/credits.js';
import type { PlannedBilling } from '../billing/planned-billing.js';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, aDay, anId, listOf, maybe, shape } from '../rows.js';
import type { SaleProblem } from './assess-sales.query.js';

/** Somebody of a client account who is to have a membership, or the account as a whole. */
export interface SaleToMake {
  listingId: Uuid;
  accountId: Uuid;
  personId?: Uuid | null; // Null: of a family membership, which belongs to the account.
  expiresOn?: LocalDate | null; // Of a fixed duration only (MEM-17).
  extras?: ExtraLine[] | null; // Fees and rebates, on the client's invoice.
}

export const saleChecks = {
  listingId: anId,
  accountId: anId,
  personId: maybe(anId),
  expiresOn: maybe(aDay),
  extras: maybe(listOf(shape(extraLineChecks), 20)),
};

export const unsellableBecause = ['no-such-listing', 'not-on-sale', 'no-such-member', 'other-designer'] as const;
export type UnsellableBecause = SaleProblem | (typeof unsellableBecause)[number];

/** What would become of a sale; as it was asked for, in its order. */
export interface PlannedSale {
  problem: UnsellableBecause | null;
  facts: Record<string, string | number> | null; // As in AssessedSale.
  effectiveOn: LocalDate | null;
  expiresOn: LocalDate | null;
}

/** What selling would do, judged and computed by what the sale itself uses. Documents are of the sales without a problem. */
export class PreviewSale extends Query<{ sales: PlannedSale[]; billing: PlannedBilling | null }> {
  static readonly subject = 'memberships.query.preview-sale.v1';
  static readonly senders = ['gateway'] as const;
  @ArrayMinSize(1) @IsRows(saleChecks, { atMost: 500 }) readonly sales!: SaleToMake[];
}

export interface SoldMembership {
  membershipId: Uuid;
  saleId: Uuid;
  personId: Uuid | null; // Null: it belongs to the account.
  accountId: Uuid;
  listingId: Uuid;
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
  clientInvoice: DocumentRef;
  corporateInvoice: DocumentRef | null; // Null: sold at one level.
}

/**
 * Sells memberships to members of client accounts, all or none, with the documents of both levels or none (MEM-18). `operationId` is
 * chosen by the caller, so that sending twice is harmless. A `previewHash` binds it to what was previewed.
 */
export class SellMemberships extends Command<{ sales: SoldMembership[] }> {
  static readonly subject = 'memberships.command.sell-memberships.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly operationId!: string;
  @ArrayMinSize(1) @IsRows(saleChecks, { atMost: 500 }) readonly sales!: SaleToMake[];
  @IsOptional() @IsString() @Length(64, 64) readonly previewHash?: string;
}
