import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsNotEmptyObject, IsOptional, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { electronicMethods, type ElectronicMethod } from '#contracts/billing/payment-methods';
import { recurrenceUnits, type RecurrenceUnit } from '#contracts/billing/recurring-charges';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { IsBillTo } from '../edge/bill-to.js';
import { IsDay } from '../edge/days.js';
import { MoneyBody } from '../edge/money.js';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class RecurringChargeBody {
  @IsBillTo()
  readonly billTo!: string;

  @ApiProperty({ enum: lineKinds, example: 'subscription' })
  @IsIn(lineKinds)
  readonly kind!: LineKind;

  @ApiProperty({ minLength: 1, maxLength: 200, description: 'The days it is for are added', example: 'Ice time' })
  @IsString()
  @Length(1, 200)
  readonly description!: string;

  @ApiProperty({ minLength: 1, maxLength: 40, example: '4200' })
  @IsString()
  @Length(1, 40)
  readonly ledgerCode!: string;

  @ApiPropertyOptional({ description: 'A member of the account; the whole family when absent', example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;

  @ApiProperty({ type: MoneyBody, description: 'Before taxes, which are those of the day it is invoiced' })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly net!: MoneyBody;

  @ApiProperty({ enum: recurrenceUnits, example: 'month' })
  @IsIn(recurrenceUnits)
  readonly unit!: RecurrenceUnit;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 60, example: 1 })
  @IsInt()
  @Min(1)
  @Max(60)
  readonly every!: number;

  @ApiProperty({ format: 'date', example: '2026-12-01' })
  @IsDay()
  readonly startsOn!: string;

  @ApiPropertyOptional({ format: 'date', description: 'The last day anything is due; never ends when absent', example: '2027-06-30' })
  @Omittable()
  @IsDay()
  readonly endsOn?: string;

  @ApiPropertyOptional({ enum: electronicMethods, description: 'Charged by itself; only invoiced when absent', example: 'card' })
  @Omittable()
  @IsIn(electronicMethods)
  readonly method?: ElectronicMethod;

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

export class RecurringChargePatch {
  @ApiPropertyOptional({ description: 'What falls into a pause is not made up for', example: true })
  @Omittable()
  @IsBoolean()
  readonly paused?: boolean;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, description: 'Null: never', example: '2027-06-30' })
  @IsOptional()
  @IsDay()
  readonly endsOn?: string | null;

  @ApiPropertyOptional({ type: MoneyBody, description: 'From the next invoice on' })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly net?: MoneyBody;
}

export class RecurringChargesRequest extends PageRequest {
  @ApiPropertyOptional({ example: exampleId('billingAccount') })
  @Omittable()
  @IsPublicId('billingAccount')
  readonly billingAccountId?: string;

  @ApiPropertyOptional({ type: Boolean, example: false })
  @Omittable()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  readonly paused?: boolean;
}
