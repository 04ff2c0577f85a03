import { ApiPropertyOptional } from '@nestjs/swagger';
import { AtLevel } from '../edge/level-filter.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class InvoicesRequest extends AtLevel {
  @ApiPropertyOptional({ example: exampleId('billingAccount') })
  @Omittable()
  @IsPublicId('billingAccount')
  readonly billingAccountId?: string;
}
