import { Query } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import type { Uuid } from '../caller.js';

/**
 * The accounts of the network that a person is a member of now, whoever's clients they are: what a family membership sold by one
 * organization is worth at another (MEM-15). Answered to a service, which shows nobody the accounts of others.
 */
export class FindAccounts extends Query<{ accountIds: Uuid[] }> {
  static readonly subject = 'identity.query.find-accounts.v1';
  static readonly senders = ['memberships'] as const;
  @IsUUID('all') readonly personId!: string;
}
