import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmptyObject,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { manualMethods, type ManualMethod } from '#contracts/billing/payment-methods';
import { IsDay } from '../edge/days.js';
import { MoneyBody } from '../edge/money.js';
import { MoneyListRequest } from '../edge/money-filter.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

/** An item to settle. */
export class ItemBody {
  @ApiProperty({ example: exampleId('invoice') })
  @IsPublicId('invoice')
  readonly invoiceId!: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 32767, description: 'The line of the invoice', example: 1 })
  @IsInt()
  @Min(1)
  @Max(32767)
  readonly position!: number;

  @ApiPropertyOptional({ type: MoneyBody, description: 'As much of it as is open when absent' })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly amount?: MoneyBody;
}

export class MatchesBody {
  @ApiProperty({ type: [ItemBody], description: 'Settled in this order', minItems: 1, maxItems: 500 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => ItemBody)
  readonly items!: ItemBody[];
}

export class PaymentBody {
  @ApiProperty({ example: exampleId('billingAccount') })
  @IsPublicId('billingAccount')
  readonly billingAccountId!: string;

  @ApiProperty({ type: MoneyBody, description: 'In the currency of the account' })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly amount!: MoneyBody;

  @ApiProperty({ enum: manualMethods, description: '`external`: outside the system, no money moves', example: 'cheque' })
  @IsIn(manualMethods)
  readonly method!: ManualMethod;

  @ApiPropertyOptional({ minLength: 1, maxLength: 100, description: 'The number of a cheque, the slip of a terminal', example: '000417' })
  @Omittable()
  @IsString()
  @Length(1, 100)
  readonly reference?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Today when absent, and never later', example: '2026-11-21' })
  @Omittable()
  @IsDay()
  readonly receivedOn?: string;

  @ApiPropertyOptional({ type: [ItemBody], description: 'What it settles; the oldest open items when absent', maxItems: 500 })
  @Omittable()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => ItemBody)
  readonly items?: ItemBody[];

  @ApiPropertyOptional({ description: 'Settles nothing yet: it is matched by hand later', default: false, example: false })
  @Omittable()
  @IsBoolean()
  readonly leaveFree?: boolean;
}

export class PaymentsRequest extends MoneyListRequest {
  @ApiPropertyOptional({ enum: ['free', 'matched'], description: 'Whether something of it is free', example: 'free' })
  @Omittable()
  @IsIn(['free', 'matched'])
  readonly state?: 'free' | 'matched';
}
