import { Query } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';

/** Whether somebody is a member of a client account of the asking organization, as far as it sees them. */
export class FindMember extends Query<{ member: boolean }> {
  static readonly subject = 'identity.query.find-member.v1';
  static readonly senders = ['memberships'] as const;
  @IsUUID('all') readonly personId!: string;
}
