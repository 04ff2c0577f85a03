import { Query } from '@nestjs/cqrs';
import { ArrayMaxSize, IsArray, IsInt, IsUUID } from 'class-validator';
import type { Uuid } from '../caller.js';

/** A row of an import as memberships knows it. */
export interface RowEnrolled {
  row: number;
  personId: Uuid;
  accountId: Uuid;
  ended: boolean; // Cancelled or replaced since.
  used: boolean; // Its holder came in with it, at a door of the club.
  otherMembership: boolean; // The person has another membership at the club.
}

/** Touched since? Memberships' part of the answer, for up to 1,000 rows of an import. Writes nothing. */
export class FindTouchedMemberships extends Query<{ rows: RowEnrolled[] }> {
  static readonly subject = 'memberships.query.find-touched-memberships.v1';
  static readonly senders = ['imports'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsArray() @ArrayMaxSize(1000) @IsInt({ each: true }) readonly rows!: number[];
}

/**
 * A step of the undo of an import: the memberships of rows whose documents billing has countered end as cancelled, and their places
 * and quota are free again. Announces MembershipsCancelled.
 */
export class CancelMemberships {
  static readonly subject = 'memberships.run.cancel-memberships.v1';
  static readonly senders = ['billing'] as const;
  static readonly consumers = ['memberships'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() readonly batch!: number;
  @IsUUID('all') readonly organizationId!: string;
  @IsUUID('all') readonly federationId!: string;
  @IsArray() @ArrayMaxSize(2000) @IsInt({ each: true }) readonly rows!: number[];
}

/** A batch of an undo has its memberships cancelled. `stillMembers`: rows whose person has another one at the club. */
export class MembershipsCancelled {
  static readonly subject = 'memberships.event.memberships-cancelled.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = ['imports'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() readonly batch!: number;
  @IsInt() readonly rows!: number;
  @IsArray() @ArrayMaxSize(2000) @IsInt({ each: true }) readonly stillMembers!: number[];
}
