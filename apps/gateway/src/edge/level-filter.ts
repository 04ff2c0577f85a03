import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { billingLevels, type BillingLevel } from '#contracts/billing/documents.query';
import { OfImport } from './import-filter.js';
import { Omittable } from './omittable.js';

/** A list of what is owed, that can be narrowed to one level of billing. */
export class AtLevel extends OfImport {
  @ApiPropertyOptional({ enum: billingLevels, description: 'Club to client, or federation to club', example: 'client' })
  @Omittable()
  @IsIn(billingLevels)
  readonly level?: BillingLevel;
}
