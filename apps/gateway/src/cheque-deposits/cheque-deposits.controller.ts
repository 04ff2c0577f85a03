import { Body, Controller, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { message } from '#contracts/message';
import { DepositCheques } from '#contracts/billing/planned-payments';
import { publicId } from '#kernel/ids';
import { Messages } from '#platform/messaging/messages';
import { RequiredIdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { IsPublicId, exampleId, uuidOf } from '../edge/public-ids.js';

export class ChequeDepositBody {
  @ApiProperty({
    type: [String],
    description: 'Post-dated cheques whose day has come',
    example: [exampleId('plannedPayment')],
    minItems: 1,
    maxItems: 500,
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsPublicId('plannedPayment', { each: true })
  readonly plannedPaymentIds!: string[];
}

export class DepositedChequeView {
  @ApiProperty({ example: exampleId('plannedPayment') })
  plannedPaymentId!: string;

  @ApiProperty({ example: exampleId('payment') })
  paymentId!: string;
}

export class ChequeDepositView {
  @ApiProperty({ type: [DepositedChequeView] })
  payments!: DepositedChequeView[];
}

@ApiTags('Planned payments')
@Controller('v1/cheque-deposits')
export class ChequeDepositsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Deposit cheques',
    { status: 201, description: 'The payments they became', type: ChequeDepositView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Singly or in a batch; all of them or none. A cheque becomes a payment only now.',
  )
  async deposit(
    @Body() { plannedPaymentIds }: ChequeDepositBody,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<ChequeDepositView> {
    const command = message(DepositCheques, { plannedPaymentIds: plannedPaymentIds.map((id) => uuidOf('plannedPayment', id)) });
    const { payments } = await this.messages.ask(command, { idempotencyKey });
    return {
      payments: payments.map(({ plannedPaymentId, paymentId }) => ({
        plannedPaymentId: publicId('plannedPayment', plannedPaymentId),
        paymentId: publicId('payment', paymentId),
      })),
    };
  }
}
