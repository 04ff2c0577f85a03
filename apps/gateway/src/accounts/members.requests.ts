import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsEmail, IsIn, IsString, Length, MaxLength } from 'class-validator';
import { IsDay } from '#contracts/days';
import { Omittable } from '../edge/omittable.js';

export class MemberBody {
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Léa' })
  @IsString()
  @Length(1, 100)
  readonly firstName!: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Tremblay' })
  @IsString()
  @Length(1, 100)
  readonly lastName!: string;

  @ApiPropertyOptional({ format: 'date', example: '2015-04-09' })
  @Omittable()
  @IsDay()
  readonly birthDate?: string;

  @ApiPropertyOptional({ enum: ['M', 'F'], example: 'F' })
  @Omittable()
  @IsIn(['M', 'F'])
  readonly gender?: 'M' | 'F';

  @ApiPropertyOptional({ format: 'email', maxLength: 254, example: 'lea.tremblay@mail.example' })
  @Omittable()
  @IsEmail()
  @MaxLength(254)
  readonly email?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 50, example: '514 555-0134' })
  @Omittable()
  @IsString()
  @Length(1, 50)
  readonly phone?: string;

  @ApiPropertyOptional({ description: 'A member of the same name is somebody else; who says so is recorded', example: false })
  @Omittable()
  @IsBoolean()
  readonly createAnyway?: boolean;
}
