import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { IsDay } from '../edge/days.js';
import { Omittable } from '../edge/omittable.js';

export class MembershipPatch {
  @ApiProperty({ format: 'date', description: 'The new last day', example: '2027-12-31' })
  @IsDay()
  readonly expiresOn!: string;

  @ApiPropertyOptional({ maxLength: 500, description: 'Why; for the organization that sold it', example: 'Blessure' })
  @Omittable()
  @IsString()
  @MaxLength(500)
  readonly memo?: string;
}
