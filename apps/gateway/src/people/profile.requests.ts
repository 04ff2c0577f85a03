import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { letterLanguages, type LetterLanguage } from '#contracts/identity/new-account';

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

  @ApiPropertyOptional({ type: String, enum: ['M', 'F'], nullable: true, example: 'F' })
  @IsOptional()
  @IsIn(['M', 'F'])
  readonly gender?: 'M' | 'F' | null;

  @ApiPropertyOptional({ type: String, enum: letterLanguages, nullable: true, description: 'Of letters', example: 'fr' })
  @IsOptional()
  @IsIn(letterLanguages)
  readonly language?: LetterLanguage | null;
}
