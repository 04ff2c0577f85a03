import { IsOptional, IsUUID } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, aDay, anId, maybe } from '../rows.js';

/** A membership that somebody has now. Its price is on the documents of its sale. */
export interface MembershipOfSale {
  membershipId: Uuid;
  personId: Uuid | null; // Null: it belongs to a whole account.
  accountId: Uuid;
  offerId: Uuid;
  listingId: Uuid;
  saleId: Uuid;
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
  renews: Uuid | null; // What the same person held before of the same seller, if that ended by its date.
}

/** An order was carried out, of one membership or many: both levels are billed and the memberships are there (MEM-18). */
export class MembershipsSold {
  static readonly subject = 'memberships.event.memberships-sold.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const; // For whoever listens; nobody here depends on it.
  @IsUUID('all') readonly operationId!: string;
  @IsUUID('all') readonly organizationId!: string; // The seller.
  @IsOptional() @IsUUID('all') readonly federationId!: string | null; // Null: sold at one level.
  @IsRows(
    {
      membershipId: anId,
      personId: maybe(anId),
      accountId: anId,
      offerId: anId,
      listingId: anId,
      saleId: anId,
      effectiveOn: aDay,
      expiresOn: maybe(aDay),
      renews: maybe(anId),
    },
    { atMost: 1000 },
  )
  readonly memberships!: MembershipOfSale[];
}

/** Which membership took the place of which. */
export interface MembershipsExchanged {
  membershipId: Uuid;
  newMembershipId: Uuid;
  personId: Uuid | null; // Null: it belongs to a whole account.
  offerId: Uuid; // Of the new one, as are the listing, the sale and the dates.
  listingId: Uuid;
  saleId: Uuid;
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
}

/** Memberships were replaced, with four documents each (REP-7, REP-10). */
export class MembershipsReplaced {
  static readonly subject = 'memberships.event.memberships-replaced.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const;
  @IsUUID('all') readonly operationId!: string;
  @IsUUID('all') readonly organizationId!: string;
  @IsOptional() @IsUUID('all') readonly federationId!: string | null;
  @IsRows(
    {
      membershipId: anId,
      newMembershipId: anId,
      personId: maybe(anId),
      offerId: anId,
      listingId: anId,
      saleId: anId,
      effectiveOn: aDay,
      expiresOn: maybe(aDay),
    },
    { atMost: 1000 },
  )
  readonly memberships!: MembershipsExchanged[];
}
