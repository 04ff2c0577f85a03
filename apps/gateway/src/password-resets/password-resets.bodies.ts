import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsString, Length, MaxLength } from 'class-validator';
import { letterLanguages, type LetterLanguage } from '#contracts/identity/new-account';
import { Omittable } from '../edge/omittable.js';

export class PasswordResetBody {
  @ApiProperty({ format: 'email', maxLength: 254, example: 'ana.tremblay@mail.example' })
  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @ApiPropertyOptional({ enum: letterLanguages, description: 'Of the letter', default: 'en', example: 'fr' })
  @Omittable()
  @IsIn(letterLanguages)
  readonly language?: LetterLanguage;
}

export class NewPasswordBody {
  @ApiProperty({ description: 'What follows # in the link of the letter', maxLength: 200, example: 'trl_q7Vd0nJ3yT…' })
  @IsString()
  @Length(1, 200)
  readonly token!: string;

  @ApiProperty({ format: 'password', minLength: 12, maxLength: 200, example: 'correct horse battery staple' })
  @IsString()
  @Length(12, 200)
  readonly password!: string;
}

export class ResetSentView {
  @ApiProperty({ description: 'The same for every address', example: true })
  sent!: boolean;
}
