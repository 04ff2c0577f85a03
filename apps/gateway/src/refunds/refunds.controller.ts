import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetRefund, GiveRefund, ListRefunds } from '#contracts/billing/payments';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { MoneyListRequest } from '../edge/money-filter.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf, uuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { RefundView, refundView } from './refund.response.js';
import { RefundBody } from './refunds.requests.js';

@ApiTags('Payments')
@Controller('v1/refunds')
export class RefundsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Give a refund',
    { status: 201, description: 'The refund, with the payments it gives back', type: RefundView, headers: { Location: 'Where it is' } },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Gives credit on account back, of the oldest payments first. What came by card returns to that card, and never more than it paid.',
  )
  async give(
    @Body() body: RefundBody,
    @From() caller: Caller,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RefundView> {
    const command = message(GiveRefund, {
      refundId: creationId('refund', caller, idempotencyKey),
      billingAccountId: uuidOf('billingAccount', body.billingAccountId),
      amountMinor: body.amount.amountMinor,
      currency: body.amount.currency,
      method: body.method,
      paymentIds: body.paymentIds?.map((id) => uuidOf('payment', id)),
    });
    return created(response, 'refunds', refundView(await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation(
    'List refunds',
    { description: 'Those the acting organization gave or got', pageOf: RefundView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { billingAccountId, ...filter }: MoneyListRequest): Promise<Paged<RefundView>> {
    const question = message(ListRefunds, { ...filter, billingAccountId: maybeUuidOf('billingAccount', billingAccountId) });
    return pageView(await this.messages.ask(question), refundView);
  }

  @Get(':id')
  @Operation('Get a refund', { description: 'The refund', type: RefundView }, { refuses: ['forbidden', 'missing'] })
  async get(@Param('id', IdOf('refund')) refundId: Uuid): Promise<RefundView> {
    return refundView(await this.messages.ask(message(GetRefund, { refundId })));
  }
}
