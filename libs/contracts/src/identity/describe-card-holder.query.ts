import { Query } from '@nestjs/cqrs';
import { IsBoolean, IsOptional, IsUUID } from 'class-validator';

/** Who holds a card, as the asking organization knows them: the person, or of a family's the owner of the account. */
export interface CardHolder {
  name: string;
  email: string | null; // The asking organization's own (ID-3).
  photo: string | null; // A square JPEG in base64, where it was asked for and there is one.
}

/** What is printed on a card of a client of the asking organization (MEM-11). */
export class DescribeCardHolder extends Query<{ holder: CardHolder | null }> {
  static readonly subject = 'identity.query.describe-card-holder.v1';
  static readonly senders = ['memberships'] as const;
  @IsOptional() @IsUUID('all') readonly personId?: string | null; // None: the account's owner.
  @IsUUID('all') readonly accountId!: string;
  @IsOptional() @IsBoolean() readonly withPhoto?: boolean; // Of a person; a family has none.
}
