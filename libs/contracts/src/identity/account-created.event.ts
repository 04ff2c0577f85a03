import { IsIn, IsUUID } from 'class-validator';

/** An organization has a client it did not have: created by hand or by the client, or invited. */
export class AccountCreated {
  static readonly subject = 'identity.event.account-created.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = [] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsUUID('all') readonly accountId!: string;
  @IsUUID('all') readonly clientId!: string;
  @IsIn(['created', 'signed-up', 'invited']) readonly how!: 'created' | 'signed-up' | 'invited';
}
