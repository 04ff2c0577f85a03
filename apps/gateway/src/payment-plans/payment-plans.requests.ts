import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsNotEmptyObject, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { electronicMethods, type ElectronicMethod } from '#contracts/billing/payment-methods';
import { IsDay } from '../edge/days.js';
import { MoneyBody } from '../edge/money.js';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { AreIds, IsPublicId, exampleId } from '../edge/public-ids.js';

/** In money or as a share, not both. */
export class FirstInstalmentBody {
  @ApiPropertyOptional({ type: MoneyBody })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly amount?: MoneyBody;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 1_000_000,
    description: 'Parts per million of the total, where no amount is named',
    example: 250_000,
  })
  @Omittable()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly ratePpm?: number;

  @ApiPropertyOptional({ format: 'date', description: 'At checkout, which is now, when absent', example: '2026-12-01' })
  @Omittable()
  @IsDay()
  readonly dueOn?: string;
}

export class PaymentPlanBody {
  @ApiProperty({ example: exampleId('billingAccount') })
  @IsPublicId('billingAccount')
  readonly billingAccountId!: string;

  @ApiProperty({ type: MoneyBody })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly total!: MoneyBody;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 60, description: 'How many instalments', example: 4 })
  @IsInt()
  @Min(1)
  @Max(60)
  readonly many!: number;

  @ApiProperty({ enum: electronicMethods, example: 'card' })
  @IsIn(electronicMethods)
  readonly method!: ElectronicMethod;

  @ApiProperty({ minLength: 1, maxLength: 200, description: 'What the provider calls the card or bank account', example: 'card-2f4a' })
  @IsString()
  @Length(1, 200)
  readonly instrument!: string;

  @ApiPropertyOptional({
    type: [String],
    maxItems: 20,
    description: 'The invoices of the account it pays first; in invoice order when absent',
    example: [exampleId('invoice')],
  })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(20)
  @AreIds('invoice')
  readonly invoiceIds?: string[];

  @ApiPropertyOptional({ type: FirstInstalmentBody, description: 'As all others, at checkout, when absent' })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => FirstInstalmentBody)
  readonly first?: FirstInstalmentBody;

  @ApiPropertyOptional({
    format: 'date',
    description: 'Of the second; the others follow month by month. A month after the first when absent',
    example: '2027-01-01',
  })
  @Omittable()
  @IsDay()
  readonly nextOn?: string;
}

export class OfBillingAccount extends PageRequest {
  @ApiPropertyOptional({ example: exampleId('billingAccount') })
  @Omittable()
  @IsPublicId('billingAccount')
  readonly billingAccountId?: string;
}
