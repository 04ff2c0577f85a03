import { Command, Query } from '@nestjs/cqrs';
import { ArrayMinSize, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import type { DocumentRef } from '../billing/credits.js';
import { documentLanguages, type DocumentLanguage } from '../billing/files.query.js';
import type { PlannedBilling } from '../billing/planned-billing.js';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page, RequestClass } from '../message.js';
import { IsRows, anId, maybe } from '../rows.js';
import { cardFormats, type CardFormat, type CardRecord, type PrintedCard } from './cards.js';
import { membershipStatuses, type MembershipStatus } from './memberships.query.js';
import type { OnSaleRecord } from './on-sale.js';
import type { PlannedSale } from './sales.js';

/*
 * What clients have and buy for themselves, at one organization. `clientId` says which account there; that it is the caller's own is
 * asked of identity each time. The owner acts for all members (ID-1); a member with a login of their own sees what they hold (ID-21).
 */

/** A membership as its holder sees it: nothing of what the federation charges the club. */
export interface OwnMembershipRecord {
  id: Uuid;
  personId: Uuid | null; // Null: of the whole account.
  name: string;
  status: MembershipStatus;
  purchasedOn: LocalDate;
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
  priceMinor: number | null;
  currency: string;
}

export class ListOwnMemberships extends Query<Page<OwnMembershipRecord>> {
  static readonly subject = 'memberships.query.list-own-memberships.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly personId?: string;
  @IsOptional() @IsIn(membershipStatuses) readonly status?: MembershipStatus;
}

export class ListOwnCards extends Query<Page<CardRecord>> {
  static readonly subject = 'memberships.query.list-own-cards.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

export class GetOwnCard extends Query<PrintedCard> {
  static readonly subject = 'memberships.query.get-own-card.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsUUID('all') readonly membershipId!: string;
  @IsOptional() @IsIn(documentLanguages) readonly language?: DocumentLanguage;
}

export class MakeOwnCardFile extends Query<{ fileName: string; mediaType: string; base64: string }> {
  static readonly subject = 'memberships.query.make-own-card-file.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsUUID('all') readonly membershipId!: string;
  @IsIn(cardFormats) readonly format!: CardFormat;
  @IsOptional() @IsIn(documentLanguages) readonly language?: DocumentLanguage;
}

/** What the store shows today (MEM-7), judged for each member of the account; `personId`: what that member may have now. */
export class ListOwnOnSale extends Query<Page<OnSaleRecord>> {
  static readonly subject = 'memberships.query.list-own-on-sale.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(1000) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly personId?: string;
}

/** What somebody buys for whom. At the price of the listing: there is no other, and no rebate of one's own making. */
export interface OwnPurchase {
  listingId: Uuid;
  personId?: Uuid | null; // Null: for the account as a whole.
}

const purchaseChecks = { listingId: anId, personId: maybe(anId) };

/** What buying would do, of what concerns the client: the seller's own books with its federation are not among it. */
export class PreviewOwnPurchase extends Query<{ sales: PlannedSale[]; billing: PlannedBilling | null }> {
  static readonly subject = 'memberships.query.preview-own-purchase.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @ArrayMinSize(1) @IsRows(purchaseChecks, { atMost: 50 }) readonly purchases!: OwnPurchase[];
}

export interface OwnMembershipBought {
  membershipId: Uuid;
  personId: Uuid | null;
  listingId: Uuid;
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
  invoice: DocumentRef;
  currency: string;
}

/** Buys or renews, with an invoice to pay: the same sale as one of staff, all or none, at both levels (MEM-18). */
export class BuyMemberships extends Command<{ bought: OwnMembershipBought[] }> {
  static readonly subject = 'memberships.command.buy-memberships.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly operationId!: string;
  @IsUUID('all') readonly clientId!: string;
  @ArrayMinSize(1) @IsRows(purchaseChecks, { atMost: 50 }) readonly purchases!: OwnPurchase[];
  @IsOptional() @IsString() @Length(64, 64) readonly previewHash?: string;
}

export const ownMembershipRequests: readonly RequestClass[] = [
  ListOwnMemberships,
  ListOwnCards,
  GetOwnCard,
  MakeOwnCardFile,
  ListOwnOnSale,
  PreviewOwnPurchase,
  BuyMemberships,
];
