import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsNotEmptyObject, ValidateNested } from 'class-validator';
import { paymentMethods, type PaymentMethod } from '#contracts/billing/payment-methods';
import { MoneyBody } from '../edge/money.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class RefundBody {
  @ApiProperty({ example: exampleId('billingAccount') })
  @IsPublicId('billingAccount')
  readonly billingAccountId!: string;

  @ApiProperty({ type: MoneyBody, description: 'At most the credit on account' })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly amount!: MoneyBody;

  @ApiPropertyOptional({ enum: paymentMethods, description: 'As the money came, when absent', example: 'transfer' })
  @Omittable()
  @IsIn(paymentMethods)
  readonly method?: PaymentMethod;

  @ApiPropertyOptional({
    type: [String],
    description: 'Of these payments only; the oldest when absent',
    example: [exampleId('payment')],
    maxItems: 200,
  })
  @Omittable()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsPublicId('payment', { each: true })
  readonly paymentIds?: string[];
}
