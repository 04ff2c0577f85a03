import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsEmail, IsIn, IsString, Length, MaxLength } from 'class-validator';
import { invitationStates, type InvitationRecord, type InvitationState } from '#contracts/identity/invitations';
import { letterLanguages, type LetterLanguage } from '#contracts/identity/new-account';
import { publicId } from '#kernel/ids';
import { Omittable } from '../edge/omittable.js';
import { exampleId } from '../edge/public-ids.js';

export class InvitationBody {
  @ApiProperty({ format: 'email', maxLength: 254, example: 'ana.tremblay@mail.example' })
  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @ApiProperty({
    minLength: 1,
    maxLength: 100,
    description: 'As you were told; where your network knows the owner, its own name holds',
    example: 'Ana',
  })
  @IsString()
  @Length(1, 100)
  readonly firstName!: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Tremblay' })
  @IsString()
  @Length(1, 100)
  readonly lastName!: string;

  @ApiPropertyOptional({ enum: letterLanguages, description: 'Of the letter; the organization’s own when absent', example: 'fr' })
  @Omittable()
  @IsIn(letterLanguages)
  readonly language?: LetterLanguage;
}

export class InvitationLinkBody {
  @ApiProperty({ description: 'What follows # in the link of the letter', maxLength: 200, example: 'til_q7Vd0nJ3yT…' })
  @IsString()
  @Length(1, 200)
  readonly token!: string;
}

export class InvitationAnswerBody extends InvitationLinkBody {
  @ApiProperty({ description: 'Whether the organization may see the account', example: true })
  @IsBoolean()
  readonly accept!: boolean;
}

export class InvitationLinkView {
  @ApiProperty({ description: 'Who invites', example: 'Club de patinage Rosemont' })
  organizationName!: string;

  @ApiProperty({ format: 'date-time', example: '2027-01-20T12:00:00.000Z' })
  expiresAt!: string;
}

const answers = ['accepted', 'refused'] as const;

export class InvitationAnswerView {
  @ApiProperty({ enum: answers, example: 'accepted' })
  answer!: (typeof answers)[number];
}

export class InvitationView {
  @ApiProperty({ example: exampleId('invitation') })
  id!: string;

  @ApiProperty({ description: 'The owner’s entry in your list, there at once', example: exampleId('account') })
  accountId!: string;

  @ApiProperty({ format: 'email', example: 'ana.tremblay@mail.example' })
  email!: string;

  @ApiProperty({ enum: invitationStates, example: 'waiting' })
  state!: InvitationState;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  invitedAt!: string;

  @ApiProperty({ format: 'date-time', example: '2027-01-20T12:00:00.000Z' })
  expiresAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  answeredAt!: string | null;
}

export const invitationView = ({ id, accountId, email, state, invitedAt, expiresAt, answeredAt }: InvitationRecord): InvitationView => ({
  id: publicId('invitation', id),
  accountId: publicId('account', accountId),
  email,
  state,
  invitedAt,
  expiresAt,
  answeredAt,
});
