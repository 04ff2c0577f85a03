import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { documentLanguages, type DocumentLanguage } from '../billing/files.query.js';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { Page } from '../message.js';

/** A card is void once another took its place, or its membership ended. One whose membership is yet to begin is valid from then on. */
export const cardVoidReasons = ['lost', 'cancelled', 'replaced', 'expired'] as const;
export type CardVoidReason = (typeof cardVoidReasons)[number];

/** A card (MEM-11), without what identity knows of its holder. */
export interface CardRecord {
  id: Uuid;
  number: string; // "C1000001": stays with the membership, whichever card bears it.
  membershipId: Uuid;
  personId: Uuid | null; // Null: of a family membership.
  accountId: Uuid;
  membership: string; // Its name
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
  voidBecause: CardVoidReason | null;
  issuedAt: string;
}

/** A card as it is printed. */
export interface PrintedCard extends CardRecord {
  code: string; // What its QR code says: nobody guesses it, and a new card of the same membership has another.
  holder: { name: string; email: string | null };
}

/** The card of a membership that the acting organization sold; the one in force, or else the last. */
export class GetCard extends Query<PrintedCard> {
  static readonly subject = 'memberships.query.get-card.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly membershipId!: string;
  @IsOptional() @IsIn(documentLanguages) readonly language?: DocumentLanguage;
}

export const cardFormats = ['pdf', 'png'] as const;
export type CardFormat = (typeof cardFormats)[number];

/** The card as a file, of the size of a bank card. Refused once it is void. */
export class MakeCardFile extends Query<{ fileName: string; mediaType: string; base64: string }> {
  static readonly subject = 'memberships.query.make-card-file.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly membershipId!: string;
  @IsIn(cardFormats) readonly format!: CardFormat;
  @IsOptional() @IsIn(documentLanguages) readonly language?: DocumentLanguage;
}

/** Cards of memberships that the acting organization sold, in the order they were issued. */
export class ListCards extends Query<Page<CardRecord>> {
  static readonly subject = 'memberships.query.list-cards.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly personId?: string;
  @IsOptional() @IsUUID('all') readonly accountId?: string;
  @IsOptional() @IsUUID('all') readonly membershipId?: string;
  @IsOptional() @IsBoolean() readonly voided?: boolean;
}

/** A new card in place of one that was lost, which is void from now on; or the first, where the offer had none when it was sold. */
export class IssueCard extends Command<CardRecord> {
  static readonly subject = 'memberships.command.issue-card.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly cardId!: string;
  @IsUUID('all') readonly membershipId!: string;
}

/** A card was issued to a membership that was sold before: in place of one that was lost, or its first. Those of a sale come with it. */
export class CardIssued {
  static readonly subject = 'memberships.event.card-issued.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const; // For whoever listens; nobody here depends on it.
  @IsUUID('all') readonly cardId!: string;
  @IsUUID('all') readonly membershipId!: string;
  @IsUUID('all') readonly organizationId!: string; // Who sold the membership.
  @IsOptional() @IsUUID('all') readonly replaces!: string | null; // The card that is void now.
  @IsDay() readonly issuedOn!: LocalDate;
}
