import { ApiProperty } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsIn } from 'class-validator';
import { rights, type Right } from '#kernel/rights';

export class FederationRightsBody {
  @ApiProperty({
    enum: rights,
    isArray: true,
    description: 'All of them; an empty list lets nobody in',
    example: ['memberships.read', 'reports.read'],
  })
  @IsArray()
  @ArrayUnique()
  @IsIn(rights, { each: true })
  readonly rights!: Right[];
}

export class FederationRightsView extends FederationRightsBody {}
