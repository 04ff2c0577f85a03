import { IsInt, IsUUID } from 'class-validator';
import type { Uuid } from '../caller.js';
import { IsRows, aText, aWhole, anId, maybe } from '../rows.js';

/** Who pays: what a document needs to know of its debtor, kept there as an erasable snapshot. */
export interface Debtor {
  name: string;
  address: string | null; // Lines joined by a line feed.
}

export interface MemberToEnrol {
  row: number;
  personId: Uuid;
  personName: string;
  clientId: Uuid;
  accountId: Uuid;
  debtor: number; // Index into `debtors`: siblings share one.
}

/** A step of a resale import: the memberships reserved for these rows become real. Announces MembersEnrolled and sends IssueInvoices. */
export class EnrolMembers {
  static readonly subject = 'memberships.run.enrol-members.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = ['memberships'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() readonly batch!: number;
  @IsUUID('all') readonly organizationId!: string;
  @IsUUID('all') readonly federationId!: string;
  @IsRows({ name: aText(), address: maybe(aText(2000)) }, { atMost: 2000 }) readonly debtors!: Debtor[];
  @IsRows({ row: aWhole, personId: anId, personName: aText(201), clientId: anId, accountId: anId, debtor: aWhole }, { atMost: 2000 })
  readonly members!: MemberToEnrol[];
}
