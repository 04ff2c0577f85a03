import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { accountSorts, type AccountSort } from '#contracts/billing/documents.query';
import { AtLevel } from '../edge/level-filter.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class BillingAccountsRequest extends AtLevel {
  @ApiPropertyOptional({ enum: accountSorts, description: '`-balance`: who owes most first', default: 'holder', example: '-balance' })
  @Omittable()
  @IsIn(accountSorts)
  readonly sort?: AccountSort;

  @ApiPropertyOptional({ description: 'A client account', example: exampleId('account') })
  @Omittable()
  @IsPublicId('account')
  readonly accountId?: string;
}
