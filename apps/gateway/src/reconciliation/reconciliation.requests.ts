import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { pairStates, type PairState } from '#contracts/billing/reconciliation';
import { InPeriod } from '../edge/days-filter.js';
import { IsDay } from '../edge/days.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class ReconciliationRequest extends InPeriod {
  @ApiPropertyOptional({ description: 'Only this club’s part', example: exampleId('organization') })
  @Omittable()
  @IsPublicId('organization')
  readonly organizationId?: string;

  @ApiPropertyOptional({ enum: pairStates, example: 'paired' })
  @Omittable()
  @IsIn(pairStates)
  readonly state?: PairState;
}

export class CertificateRequest {
  @ApiPropertyOptional({ format: 'date', description: 'The first day', example: '2026-09-01' })
  @Omittable()
  @IsDay()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The last day', example: '2026-09-30' })
  @Omittable()
  @IsDay()
  readonly to?: string;

  @ApiPropertyOptional({ description: 'Only this club’s part', example: exampleId('organization') })
  @Omittable()
  @IsPublicId('organization')
  readonly organizationId?: string;
}
