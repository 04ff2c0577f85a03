import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsEmail, IsIn, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { genders, type Gender } from '#contracts/identity/accounts.query';
import { letterLanguages, type LetterLanguage } from '#contracts/identity/new-account';
import { Omittable } from '../edge/omittable.js';
import { AnswerBody } from '../forms/answers.requests.js';

export class ProfilePatch {
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 500, example: '1455 boul. De Maisonneuve O.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  readonly address?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, example: 'Montréal' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly city?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, example: 'QC' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly province?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 50, example: 'H3G 1M8' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  readonly postalCode?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, example: 'CA' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly country?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 50, example: '514 555-0134' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  readonly phone?: string | null;

  @ApiPropertyOptional({ type: String, format: 'email', nullable: true, maxLength: 254, example: 'lea.tremblay@mail.example' })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  readonly email?: string | null;

  @ApiPropertyOptional({ type: String, enum: genders, nullable: true, description: '`undisclosed`: prefers not to say', example: 'F' })
  @IsOptional()
  @IsIn(genders)
  readonly gender?: Gender | null;

  @ApiPropertyOptional({ type: String, enum: letterLanguages, nullable: true, description: 'Of letters', example: 'fr' })
  @IsOptional()
  @IsIn(letterLanguages)
  readonly language?: LetterLanguage | null;

  @ApiPropertyOptional({ type: [AnswerBody], maxItems: 500, description: 'To your forms; what is not named stays' })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => AnswerBody)
  readonly answers?: AnswerBody[];
}
