import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsString, Length, Matches, MaxLength } from 'class-validator';
import { IsDay } from '#contracts/days';
import { letterLanguages, type LetterLanguage } from '#contracts/identity/new-account';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';
import { SessionView } from '../sessions/session.response.js';

export class SignUpCodeBody {
  @ApiProperty({ description: 'Whose client to become', example: exampleId('organization') })
  @IsPublicId('organization')
  readonly organizationId!: string;

  @ApiProperty({ format: 'email', maxLength: 254, example: 'ana.tremblay@mail.example' })
  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @ApiPropertyOptional({ enum: letterLanguages, description: 'Of the letter; the organization’s own when absent', example: 'fr' })
  @Omittable()
  @IsIn(letterLanguages)
  readonly language?: LetterLanguage;
}

export class CodeSentView {
  @ApiProperty({ description: 'The same for every address', example: true })
  sent!: boolean;
}

export class SignUpBody {
  @ApiProperty({ description: 'Whose client to become', example: exampleId('organization') })
  @IsPublicId('organization')
  readonly organizationId!: string;

  @ApiProperty({ format: 'email', maxLength: 254, description: 'The address the code was sent to', example: 'ana.tremblay@mail.example' })
  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @ApiProperty({ pattern: '^\\d{6}$', example: '048213' })
  @Matches(/^\d{6}$/, { message: '$property must be the six digits of the letter' })
  readonly code!: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Ana' })
  @IsString()
  @Length(1, 100)
  readonly firstName!: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Tremblay' })
  @IsString()
  @Length(1, 100)
  readonly lastName!: string;

  @ApiPropertyOptional({ format: 'date', description: 'Of 18 years ago or more', example: '1988-04-09' })
  @Omittable()
  @IsDay()
  readonly birthDate?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 50, example: '514 555-0134' })
  @Omittable()
  @IsString()
  @Length(1, 50)
  readonly phone?: string;

  @ApiProperty({ format: 'password', minLength: 12, maxLength: 200, example: 'correct horse battery staple' })
  @IsString()
  @Length(12, 200)
  readonly password!: string;
}

export class SignedUpView extends SessionView {
  @ApiProperty({ example: exampleId('account') })
  accountId!: string;
}
