import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmptyObject, IsString, Length, MaxLength, ValidateNested } from 'class-validator';
import { paymentMethods, type PaymentMethod } from '#contracts/billing/payment-methods';
import { upstreamStates, type CancellationCredit, type UpstreamState } from '#contracts/billing/cancellations';
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
