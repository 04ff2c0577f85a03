import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn } from 'class-validator';
import type { Caller, Uuid } from '#contracts/caller';
import { Omittable } from '../edge/omittable.js';
import { Operation } from '../edge/operation.js';
import { IdOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { AccountOverview } from './account-overview.js';
import { AccountOverviewView, overviewParts, type OverviewPart } from './account-overview.response.js';

class OverviewRequest {
  @ApiPropertyOptional({
    type: String,
    description: `Which parts, by commas; all when absent: ${overviewParts.join(', ')}`,
    example: 'billing,purchases',
  })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @Omittable()
  @IsArray()
  @ArrayMaxSize(overviewParts.length)
  @IsIn(overviewParts, { each: true })
  readonly parts?: OverviewPart[];
}

@ApiTags('Clients')
@Controller('v1/accounts/:id/overview')
export class AccountOverviewController {
  constructor(private readonly overview: AccountOverview) {}

  @Get()
  @Operation(
    'Get all there is about a client account',
    { description: 'Its parts, each as far as its service answered', type: AccountOverviewView },
    { refuses: ['invalid', 'forbidden', 'missing'] },
    'Parts are asked for at once, each with a time of its own: one whose service is away says so and where to ask again, and the rest is whole. Each list is cut, with the address of the whole. Skills and cards are there where the organization uses them.',
  )
  get(
    @Param('id', IdOf('account')) accountId: Uuid,
    @Query() { parts }: OverviewRequest,
    @From() caller: Caller,
  ): Promise<AccountOverviewView> {
    return this.overview.of(
      accountId,
      caller,
      overviewParts.filter((part) => !parts || parts.includes(part)),
    );
  }
}
