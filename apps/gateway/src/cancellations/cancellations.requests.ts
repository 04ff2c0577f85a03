import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmptyObject, IsString, Length, MaxLength, ValidateNested } from 'class-validator';
import { billingLevels, type BillingLevel } from '#contracts/billing/documents.query';
import { paymentMethods, type PaymentMethod } from '#contracts/billing/payment-methods';
import { upstreamStates, type CancellationCredit, type UpstreamState } from '#contracts/billing/cancellations';
import { IsDay } from '../edge/days.js';
import { CreditBody, CreditParts, FeeBody, creditAskOf, creditKinds, feeAskOf, needed } from '../edge/credit.js';
import { MoneyBody } from '../edge/money.js';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export const cancellationKinds = [...creditKinds, 'lessFee'] as const;

/** What the client is credited: as any credit, or all less a fee. */
export class CancellationCreditBody extends CreditParts {
  @ApiProperty({
    enum: cancellationKinds,
    description: 'All that is left, a share of what was charged, an amount, or all less a fee',
    example: 'percent',
  })
  @IsIn(cancellationKinds)
  readonly kind!: (typeof cancellationKinds)[number];

  @ApiPropertyOptional({ type: FeeBody, description: 'Of `lessFee`' })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => FeeBody)
  readonly fee?: FeeBody;
}

/** What of the credit is given back as money. */
export class CancellationRefundBody {
  @ApiProperty({ type: MoneyBody })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly amount!: MoneyBody;

  @ApiPropertyOptional({ enum: paymentMethods, description: 'As the money came, when absent', example: 'cheque' })
  @Omittable()
  @IsIn(paymentMethods)
  readonly method?: PaymentMethod;
}

export class CancellationBody {
  @ApiProperty({ type: CancellationCreditBody })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => CancellationCreditBody)
  readonly credit!: CancellationCreditBody;

  @ApiPropertyOptional({ type: CancellationRefundBody, description: 'None when absent: what was paid stays as credit on account' })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => CancellationRefundBody)
  readonly refund?: CancellationRefundBody;

  @ApiPropertyOptional({ maxLength: 500, example: 'Blessure' })
  @Omittable()
  @IsString()
  @MaxLength(500)
  readonly memo?: string;

  @ApiPropertyOptional({
    minLength: 64,
    maxLength: 64,
    description: 'Of the preview that was confirmed',
    example: 'c0ffee'.padEnd(64, '0'),
  })
  @Omittable()
  @IsString()
  @Length(64, 64)
  readonly previewHash?: string;
}

export class CancellationsRequest extends PageRequest {
  @ApiPropertyOptional({ enum: billingLevels, example: 'client' })
  @Omittable()
  @IsIn(billingLevels)
  readonly level?: BillingLevel;

  @ApiPropertyOptional({ example: exampleId('billingAccount') })
  @Omittable()
  @IsPublicId('billingAccount')
  readonly billingAccountId?: string;

  @ApiPropertyOptional({ description: 'Whose line was cancelled', example: exampleId('invoice') })
  @Omittable()
  @IsPublicId('invoice')
  readonly invoiceId?: string;

  @ApiPropertyOptional({ enum: upstreamStates, description: 'What became of the level above', example: 'waiting' })
  @Omittable()
  @IsIn(upstreamStates)
  readonly state?: UpstreamState;

  @ApiPropertyOptional({ format: 'date', description: 'Decided on this day or later', example: '2026-01-01' })
  @Omittable()
  @IsDay()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Decided on this day or earlier', example: '2026-12-31' })
  @Omittable()
  @IsDay()
  readonly to?: string;
}

export class UpstreamCreditsRequest extends PageRequest {
  @ApiPropertyOptional({ enum: upstreamStates, example: 'waiting' })
  @Omittable()
  @IsIn(upstreamStates)
  readonly state?: UpstreamState;

  @ApiPropertyOptional({ description: 'The club that asks', example: exampleId('organization') })
  @Omittable()
  @IsPublicId('organization')
  readonly organizationId?: string;
}

export class ApprovalBody {
  @ApiPropertyOptional({ type: CreditBody, description: 'What was asked, when absent' })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => CreditBody)
  readonly credit?: CreditBody;

  @ApiPropertyOptional({ maxLength: 500, example: 'Avant le début des activités' })
  @Omittable()
  @IsString()
  @MaxLength(500)
  readonly memo?: string;
}

export function cancellationCreditOf(
  { kind, fee, ...parts }: CancellationCreditBody,
  currency: string,
  pointer: string,
): CancellationCredit {
  if (kind !== 'lessFee') return creditAskOf({ kind, ...parts }, currency, pointer);
  return { kind: 'less-fee', fee: feeAskOf(needed(fee, `${pointer}/fee`), currency) };
}
