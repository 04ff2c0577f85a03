import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { LocalDate } from '../caller.js';
import { IsRows, aDay, anId, maybe } from '../rows.js';

/** A membership that ended, as whoever keeps lists of them needs it. */
export interface EndedMembership {
  membershipId: string;
  personId: string | null; // Null: it belongs to a whole account.
  offerId: string;
  saleId: string;
  endedOn: LocalDate;
}

/** Memberships of a seller were cancelled (MEM-16); their documents are billing's to tell. */
export class MembershipsEnded {
  static readonly subject = 'memberships.event.memberships-ended.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const; // For whoever listens; nobody here depends on it.
  @IsUUID('all') readonly operationId!: string;
  @IsUUID('all') readonly organizationId!: string; // The seller.
  @IsOptional() @IsUUID('all') readonly federationId!: string | null;
  @IsIn(['cancelled']) readonly status!: 'cancelled';
  @IsRows({ membershipId: anId, personId: maybe(anId), offerId: anId, saleId: anId, endedOn: aDay }, { atMost: 250 })
  readonly memberships!: EndedMembership[];
}
