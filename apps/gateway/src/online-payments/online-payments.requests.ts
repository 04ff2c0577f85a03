import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsNotEmptyObject, IsString, Length, ValidateNested } from 'class-validator';
import { electronicMethods, type ElectronicMethod } from '#contracts/billing/payment-methods';
import { MoneyBody } from '../edge/money.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class OnlinePaymentBody {
  @ApiProperty({ example: exampleId('billingAccount') })
  @IsPublicId('billingAccount')
  readonly billingAccountId!: string;

  @ApiProperty({ type: MoneyBody })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly amount!: MoneyBody;

  @ApiProperty({ enum: electronicMethods, example: 'card' })
  @IsIn(electronicMethods)
  readonly method!: ElectronicMethod;

  @ApiProperty({ minLength: 1, maxLength: 200, description: 'What the provider calls the card or bank account', example: 'card-2f4a' })
  @IsString()
  @Length(1, 200)
  readonly instrument!: string;
}

export class OnlineSettingsBody {
  @ApiProperty({ example: true })
  @IsBoolean()
  readonly allowed!: boolean;

  @ApiProperty({ type: MoneyBody, description: 'The least at a time, unless less is owed' })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly minimum!: MoneyBody;
}
