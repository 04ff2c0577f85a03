import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { paymentMethods, type PaymentMethod } from '#contracts/billing/payment-methods';
import { moneySorts, type MoneySort } from '#contracts/billing/payments';
import { IsDay } from './days.js';
import { Omittable } from './omittable.js';
import { PageRequest } from './paging.js';
import { IsPublicId, exampleId } from './public-ids.js';

/** How lists of money received or given back are narrowed and sorted. */
export class MoneyListRequest extends PageRequest {
  @ApiPropertyOptional({ example: exampleId('billingAccount') })
  @Omittable()
  @IsPublicId('billingAccount')
  readonly billingAccountId?: string;

  @ApiPropertyOptional({ enum: paymentMethods, example: 'cheque' })
  @Omittable()
  @IsIn(paymentMethods)
  readonly method?: PaymentMethod;

  @ApiPropertyOptional({ format: 'date', description: 'Booked on this day or later', example: '2026-09-01' })
  @Omittable()
  @IsDay()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Booked on this day or earlier', example: '2026-11-30' })
  @Omittable()
  @IsDay()
  readonly to?: string;

  @ApiPropertyOptional({ enum: moneySorts, description: 'A minus sign: the greatest first', default: '-bookedOn', example: '-bookedOn' })
  @Omittable()
  @IsIn(moneySorts)
  readonly sort?: MoneySort;
}
