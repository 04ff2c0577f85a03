import { Body, Controller, Delete, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import {
  GetPayment,
  ListPayments,
  MatchPayment,
  RecordPayment,
  ReversePayment,
  UndoMatch,
  type ItemToMatch,
} from '#contracts/billing/payments';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { minorIn } from '../edge/money.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, exampleId, maybeUuidOf, uuidOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { LinePosition } from './line-position.js';
import { PaymentView, paymentView } from './payment.response.js';
import { MatchesBody, PaymentBody, PaymentsRequest, type ItemBody } from './payments.requests.js';

@ApiTags('Payments')
@Controller('v1/payments')
export class PaymentsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Record a payment',
    { status: 201, description: 'The payment, with what it settles', type: PaymentView, headers: { Location: 'Where it is' } },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Money received by hand. Without `items` it settles the oldest open ones, in the order of invoices; what is left over is credit on account.',
  )
  async record(
    @Body() body: PaymentBody,
    @From() caller: Caller,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PaymentView> {
    const command = message(RecordPayment, {
      paymentId: creationId('payment', caller, idempotencyKey),
      billingAccountId: uuidOf('billingAccount', body.billingAccountId),
      amountMinor: body.amount.amountMinor,
      currency: body.amount.currency,
      method: body.method,
      reference: body.reference,
      receivedOn: body.receivedOn,
      items: body.items?.map(itemOf(body.amount.currency)),
      leaveFree: body.leaveFree,
    });
    return created(response, 'payments', paymentView(await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation(
    'List payments',
    { description: 'Those the acting organization received or made', pageOf: PaymentView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { billingAccountId, ...filter }: PaymentsRequest): Promise<Paged<PaymentView>> {
    const question = message(ListPayments, { ...filter, billingAccountId: maybeUuidOf('billingAccount', billingAccountId) });
    return pageView(await this.messages.ask(question), paymentView);
  }

  @Get(':id')
  @Operation('Get a payment', { description: 'The payment with its matches', type: PaymentView }, { refuses: ['forbidden', 'missing'] })
  async get(@Param('id', IdOf('payment')) paymentId: Uuid): Promise<PaymentView> {
    return paymentView(await this.messages.ask(message(GetPayment, { paymentId })));
  }

  @Post(':id/matches')
  @Operation(
    'Match a payment by hand',
    { description: 'The payment as it is now', type: PaymentView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Settles the items with what is free of the payment; never beyond what is open of an item.',
  )
  async match(
    @Param('id', IdOf('payment')) paymentId: Uuid,
    @Body() { items }: MatchesBody,
    @ActingFor() { currency }: ActingOrganization,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<PaymentView> {
    const command = message(MatchPayment, { paymentId, items: items.map(itemOf(currency)) });
    return paymentView(await this.messages.ask(command, { idempotencyKey }));
  }

  @Delete(':id/matches/:invoiceId/:position')
  @ApiParam({ name: 'invoiceId', schema: { type: 'string', example: exampleId('invoice') } })
  @ApiParam({ name: 'position', schema: { type: 'integer', minimum: 1, example: 1 } })
  @Operation(
    'Undo a match',
    { description: 'The payment as it is now: the item is open again', type: PaymentView },
    { idempotency: 'required', refuses: ['forbidden', 'missing'] },
  )
  async undo(
    @Param('id', IdOf('payment')) paymentId: Uuid,
    @Param('invoiceId', IdOf('invoice')) invoiceId: Uuid,
    @Param('position', LinePosition) position: number,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<PaymentView> {
    return paymentView(await this.messages.ask(message(UndoMatch, { paymentId, invoiceId, position }), { idempotencyKey }));
  }

  @Post(':id/reverse')
  @Operation(
    'Reverse a payment',
    { description: 'The payment: what it settled is open again, and a refund counters it', type: PaymentView },
    { idempotency: 'required', refuses: ['forbidden', 'missing'] },
    'For a payment that turns out not to have been one: a cheque that bounced. Reversing it twice reverses it once.',
  )
  async reverse(@Param('id', IdOf('payment')) paymentId: Uuid, @RequiredIdempotencyKey() idempotencyKey: string): Promise<PaymentView> {
    return paymentView(await this.messages.ask(message(ReversePayment, { paymentId }), { idempotencyKey }));
  }
}

const itemOf =
  (currency: string) =>
  ({ invoiceId, position, amount }: ItemBody): ItemToMatch => ({
    invoiceId: uuidOf('invoice', invoiceId),
    position,
    amountMinor: amount && minorIn(currency, amount),
  });
