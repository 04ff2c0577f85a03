import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsString, Length, Matches, MaxLength } from 'class-validator';
import { letterLanguages, type LetterLanguage } from '#contracts/identity/new-account';
import { Omittable } from '../edge/omittable.js';

export class PasswordChangeBody {
  @ApiProperty({
    format: 'password',
    minLength: 1,
    maxLength: 200,
    description: 'The one that holds now',
    example: 'correct horse battery staple',
  })
  @IsString()
  @Length(1, 200)
  readonly password!: string;

  @ApiProperty({ format: 'password', minLength: 12, maxLength: 200, example: 'four other words altogether' })
  @IsString()
  @Length(12, 200)
  readonly newPassword!: string;
}

export class UsernameBody {
  @ApiProperty({ format: 'email', maxLength: 254, description: 'The address to sign in with from now on', example: 'ana@mail.example' })
  @IsEmail()
  @MaxLength(254)
  readonly username!: string;

  @ApiProperty({ format: 'password', minLength: 1, maxLength: 200, example: 'correct horse battery staple' })
  @IsString()
  @Length(1, 200)
  readonly password!: string;

  @ApiPropertyOptional({ enum: letterLanguages, description: 'Of the letter', default: 'en', example: 'fr' })
  @Omittable()
  @IsIn(letterLanguages)
  readonly language?: LetterLanguage;
}

export class UsernameCodeBody {
  @ApiProperty({ pattern: '^\\d{6}$', example: '048213' })
  @Matches(/^\d{6}$/, { message: '$property must be the six digits of the letter' })
  readonly code!: string;
}

export class UsernameSentView {
  @ApiProperty({ description: 'The same for every address', example: true })
  sent!: boolean;
}

export class UsernameView {
  @ApiProperty({ format: 'email', example: 'ana@mail.example' })
  username!: string;
}
