import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import { IsDay } from '../edge/days.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class SimilarPeopleBody {
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Léa' })
  @IsString()
  @Length(1, 100)
  readonly firstName!: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Tramblay' })
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

  @ApiPropertyOptional({ minLength: 1, maxLength: 254, example: 'lea.tremblay@mail.example' })
  @Omittable()
  @IsString()
  @Length(1, 254)
  readonly email?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 100, example: '514 555-0134' })
  @Omittable()
  @IsString()
  @Length(1, 100)
  readonly phone?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 500, example: '1455 boul. De Maisonneuve O.' })
  @Omittable()
  @IsString()
  @Length(1, 500)
  readonly address?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 100, example: 'Montréal' })
  @Omittable()
  @IsString()
  @Length(1, 100)
  readonly city?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 100, example: 'H3G 1M8' })
  @Omittable()
  @IsString()
  @Length(1, 100)
  readonly postalCode?: string;

  @ApiPropertyOptional({ description: 'The account the person is to be a member of', example: exampleId('account') })
  @Omittable()
  @IsPublicId('account')
  readonly accountId?: string;
}
