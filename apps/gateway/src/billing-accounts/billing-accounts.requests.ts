import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { accountSorts, type AccountSort } from '#contracts/billing/documents.query';
import { AtLevel } from '../edge/level-filter.js';
import { Omittable } from '../edge/omittable.js';

export class BillingAccountsRequest extends AtLevel {
  @ApiPropertyOptional({ enum: accountSorts, description: '`-balance`: who owes most first', default: 'holder', example: '-balance' })
  @Omittable()
  @IsIn(accountSorts)
  readonly sort?: AccountSort;
}
