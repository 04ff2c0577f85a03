import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsEmail, IsIn, IsString, Length, MaxLength } from 'class-validator';
import { letterLanguages, type LetterLanguage } from '#contracts/identity/new-account';
import { IsDay } from '#contracts/days';
import { Omittable } from '../edge/omittable.js';

export class AccountCheckBody {
  @ApiPropertyOptional({
    maxLength: 320,
    description: 'As typed: whether it is an address is checked too',
    example: 'ana.tremblay@mail.example',
  })
  @Omittable()
  @IsString()
  @MaxLength(320)
  readonly email?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 100, example: 'Ana' })
  @Omittable()
  @IsString()
  @Length(1, 100)
  readonly firstName?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 100, example: 'Tremblay' })
  @Omittable()
  @IsString()
  @Length(1, 100)
  readonly lastName?: string;
}

export class AccountBody {
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Ana' })
  @IsString()
  @Length(1, 100)
  readonly firstName!: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Tremblay' })
  @IsString()
  @Length(1, 100)
  readonly lastName!: string;

  @ApiPropertyOptional({
    format: 'email',
    maxLength: 254,
    description: 'Without one nobody can sign in',
    example: 'ana.tremblay@mail.example',
  })
  @Omittable()
  @IsEmail()
  @MaxLength(254)
  readonly email?: string;

  @ApiPropertyOptional({
    format: 'date',
    description: 'Of 18 years ago or more; without one the owner counts as an adult',
    example: '1988-04-09',
  })
  @Omittable()
  @IsDay()
  readonly birthDate?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 50, example: '514 555-0134' })
  @Omittable()
  @IsString()
  @Length(1, 50)
  readonly phone?: string;

  @ApiPropertyOptional({ enum: ['M', 'F'], example: 'F' })
  @Omittable()
  @IsIn(['M', 'F'])
  readonly gender?: 'M' | 'F';

  @ApiPropertyOptional({ enum: letterLanguages, description: 'Of letters; the organization’s own when absent', example: 'fr' })
  @Omittable()
  @IsIn(letterLanguages)
  readonly language?: LetterLanguage;

  @ApiPropertyOptional({
    description: 'Clients of the same name were looked at and are somebody else; who says so is recorded',
    example: false,
  })
  @Omittable()
  @IsBoolean()
  readonly createAnyway?: boolean;
}
