import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import {
  usernameStates,
  waysToAccess,
  type UsernameRecord,
  type UsernameState,
  type WayToAccess,
} from '#contracts/identity/corporate-accounts';
import { letterLanguages, type LetterLanguage } from '#contracts/identity/new-account';
import { publicId } from '#kernel/ids';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { exampleId } from '../edge/public-ids.js';

export class CorporateAccountBody {
  @ApiProperty({ minLength: 1, maxLength: 200, description: 'Of the organization it stands for', example: 'École Sainte-Croix' })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty({
    format: 'email',
    maxLength: 254,
    description: 'Where it is written to; nobody signs in by it',
    example: 'compta@ecole.example',
  })
  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @ApiPropertyOptional({ enum: letterLanguages, description: 'Of letters; the organization’s own when absent', example: 'fr' })
  @Omittable()
  @IsIn(letterLanguages)
  readonly language?: LetterLanguage;
}

export class CommunicationPatch {
  @ApiPropertyOptional({ format: 'email', maxLength: 254, example: 'direction@ecole.example' })
  @Omittable()
  @IsEmail()
  @MaxLength(254)
  readonly email?: string;

  @ApiPropertyOptional({ type: String, enum: letterLanguages, nullable: true, description: 'Null: the organization’s own', example: 'en' })
  @IsOptional()
  @IsIn(letterLanguages)
  readonly language?: LetterLanguage | null;
}

export class UsernameGivenBody {
  @ApiProperty({ minLength: 1, maxLength: 200, description: 'Of whoever gets access', example: 'Inès Okafor' })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty({ format: 'email', maxLength: 254, description: 'What they sign in with, or will', example: 'ines.okafor@ecole.example' })
  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @ApiProperty({ enum: waysToAccess, description: 'By a letter that asks for a password, or at once', example: 'activation' })
  @IsIn(waysToAccess)
  readonly how!: WayToAccess;
}

export class UsernamesRequest extends PageRequest {
  @ApiPropertyOptional({ enum: usernameStates, description: 'Only those in this state', example: 'active' })
  @Omittable()
  @IsIn(usernameStates)
  readonly state?: UsernameState;
}

export class AccessView {
  @ApiProperty({ example: exampleId('username') })
  id!: string;

  @ApiProperty({ example: exampleId('account') })
  accountId!: string;

  @ApiProperty({ example: 'Inès Okafor' })
  name!: string;

  @ApiProperty({ description: 'Theirs to change, not the staff’s', example: 'ines.okafor@ecole.example' })
  username!: string;

  @ApiProperty({ enum: waysToAccess, example: 'activation' })
  how!: WayToAccess;

  @ApiProperty({ enum: usernameStates, example: 'requested' })
  state!: UsernameState;

  @ApiProperty({ format: 'date-time', example: '2026-11-20T18:05:00.000Z' })
  givenAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when they can sign in to it', example: null })
  activeAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  withdrawnAt!: string | null;
}

export const accessView = ({ id, accountId, ...username }: UsernameRecord): AccessView => ({
  id: publicId('username', id),
  accountId: publicId('account', accountId),
  name: username.name,
  username: username.username,
  how: username.how,
  state: username.state,
  givenAt: username.givenAt,
  activeAt: username.activeAt,
  withdrawnAt: username.withdrawnAt,
});
