import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmptyObject, IsString, Length, ValidateNested } from 'class-validator';
import { manualMethods, type ManualMethod } from '#contracts/billing/payment-methods';
import { plannedMethods, plannedStates, type PlannedMethod, type PlannedState } from '#contracts/billing/planned-payments';
import { IsDay } from '../edge/days.js';
import { MoneyBody } from '../edge/money.js';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class PlannedPaymentBody {
  @ApiProperty({ example: exampleId('billingAccount') })
  @IsPublicId('billingAccount')
  readonly billingAccountId!: string;

  @ApiProperty({ type: MoneyBody })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly amount!: MoneyBody;

  @ApiProperty({ enum: plannedMethods, description: 'A post-dated cheque, or what a provider charges', example: 'cheque' })
  @IsIn(plannedMethods)
  readonly method!: PlannedMethod;

  @ApiProperty({ format: 'date', description: 'The day on the cheque, or of the charge', example: '2026-12-01' })
  @IsDay()
  readonly dueOn!: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 100, description: 'The number of the cheque', example: '000417' })
  @Omittable()
  @IsString()
  @Length(1, 100)
  readonly reference?: string;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 200,
    description: 'What the provider calls the card or bank account',
    example: 'card-2f4a',
  })
  @Omittable()
  @IsString()
  @Length(1, 200)
  readonly instrument?: string;
}

export class PlannedPaymentPatch {
  @ApiProperty({ format: 'date', description: 'Today or later', example: '2099-12-15' })
  @IsDay()
  readonly dueOn!: string;
}

export class CaptureBody {
  @ApiProperty({ enum: manualMethods, example: 'terminal' })
  @IsIn(manualMethods)
  readonly method!: ManualMethod;

  @ApiPropertyOptional({ minLength: 1, maxLength: 100, example: 'Slip 8841' })
  @Omittable()
  @IsString()
  @Length(1, 100)
  readonly reference?: string;
}

const sorts = ['dueOn', '-dueOn'] as const;

export class PlannedPaymentsRequest extends PageRequest {
  @ApiPropertyOptional({ example: exampleId('billingAccount') })
  @Omittable()
  @IsPublicId('billingAccount')
  readonly billingAccountId?: string;

  @ApiPropertyOptional({ description: 'The instalments of a plan', example: exampleId('paymentPlan') })
  @Omittable()
  @IsPublicId('paymentPlan')
  readonly paymentPlanId?: string;

  @ApiPropertyOptional({ description: 'What a recurring charge plans', example: exampleId('recurringCharge') })
  @Omittable()
  @IsPublicId('recurringCharge')
  readonly recurringChargeId?: string;

  @ApiPropertyOptional({ enum: plannedMethods, example: 'cheque' })
  @Omittable()
  @IsIn(plannedMethods)
  readonly method?: PlannedMethod;

  @ApiPropertyOptional({ enum: plannedStates, example: 'failed' })
  @Omittable()
  @IsIn(plannedStates)
  readonly state?: PlannedState;

  @ApiPropertyOptional({ format: 'date', example: '2026-12-01' })
  @Omittable()
  @IsDay()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', example: '2026-12-31' })
  @Omittable()
  @IsDay()
  readonly to?: string;

  @ApiPropertyOptional({ enum: sorts, default: 'dueOn', example: 'dueOn' })
  @Omittable()
  @IsIn(sorts)
  readonly sort?: (typeof sorts)[number];
}
