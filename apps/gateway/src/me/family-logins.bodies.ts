import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsString, Length, MaxLength } from 'class-validator';
import { familyLoginStates, type FamilyLoginLink, type FamilyLoginRecord, type FamilyLoginState } from '#contracts/identity/family-logins';
import { letterLanguages, type LetterLanguage } from '#contracts/identity/new-account';
import { publicId } from '#kernel/ids';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class FamilyMemberBody {
  @ApiProperty({ example: exampleId('account') })
  @IsPublicId('account')
  readonly accountId!: string;

  @ApiProperty({ description: 'A member of my account', example: exampleId('person') })
  @IsPublicId('person')
  readonly personId!: string;
}

export class FamilyInvitationBody extends FamilyMemberBody {
  @ApiProperty({ format: 'email', maxLength: 254, example: 'lea.tremblay@mail.example' })
  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @ApiPropertyOptional({ enum: letterLanguages, description: 'Of the letter', example: 'fr' })
  @Omittable()
  @IsIn(letterLanguages)
  readonly language?: LetterLanguage;
}

export class FamilyLinkBody {
  @ApiProperty({ description: 'What follows # in the link of the letter', maxLength: 200, example: 'tfl_q7Vd0nJ3yT…' })
  @IsString()
  @Length(1, 200)
  readonly token!: string;
}

export class FamilyPasswordBody extends FamilyLinkBody {
  @ApiProperty({ format: 'password', minLength: 12, maxLength: 200, example: 'correct horse battery staple' })
  @IsString()
  @Length(12, 200)
  readonly password!: string;
}

export class FamilyLinkView {
  @ApiProperty({ description: 'Who invites', example: 'Ana Tremblay' })
  ownerName!: string;

  @ApiProperty({ example: 'Léa' })
  firstName!: string;

  @ApiProperty({ format: 'email', example: 'lea.tremblay@mail.example' })
  email!: string;

  @ApiProperty({ format: 'date-time', example: '2026-12-02T12:00:00.000Z' })
  expiresAt!: string;

  @ApiProperty({ description: 'Whether the address signs in already: then accept signed in with it', example: false })
  signsIn!: boolean;
}

export class FamilyLoginView {
  @ApiProperty({ example: exampleId('account') })
  accountId!: string;

  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ example: 'Léa' })
  firstName!: string;

  @ApiProperty({ example: 'Tremblay' })
  lastName!: string;

  @ApiProperty({ description: 'Invited by, or signed in with', example: 'lea.tremblay@mail.example' })
  email!: string;

  @ApiProperty({ enum: familyLoginStates, example: 'waiting' })
  state!: FamilyLoginState;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-22T12:00:00.000Z' })
  invitedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Of the invitation', example: '2026-12-02T12:00:00.000Z' })
  expiresAt!: string | null;
}

export class FamilyLoginsView {
  @ApiProperty({ type: [FamilyLoginView] })
  data!: FamilyLoginView[];
}

export class JoinedFamilyView {
  @ApiProperty({ description: 'One more that I sign in to', example: exampleId('account') })
  accountId!: string;
}

export const familyLinkView = ({ ownerName, firstName, email, expiresAt, signsIn }: FamilyLoginLink): FamilyLinkView => ({
  ownerName,
  firstName,
  email,
  expiresAt,
  signsIn,
});

export const familyLoginView = ({ accountId, personId, firstName, lastName, email, ...login }: FamilyLoginRecord): FamilyLoginView => ({
  accountId: publicId('account', accountId),
  personId: publicId('person', personId),
  firstName,
  lastName,
  email,
  state: login.state,
  invitedAt: login.invitedAt,
  expiresAt: login.expiresAt,
});
