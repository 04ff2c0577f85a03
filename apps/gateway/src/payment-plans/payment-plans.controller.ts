import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { CancelPaymentPlan, CreatePaymentPlan, GetPaymentPlan, ListPaymentPlans } from '#contracts/billing/recurring-charges';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { minorIn } from '../edge/money.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf, uuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { PaymentPlanView, paymentPlanView } from './payment-plan.response.js';
import { OfBillingAccount, PaymentPlanBody } from './payment-plans.requests.js';

@ApiTags('Planned payments')
@Controller('v1/payment-plans')
export class PaymentPlansController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Plan instalments',
    { status: 201, description: 'The plan with its instalments', type: PaymentPlanView, headers: { Location: 'Where it is' } },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'By card or electronic cheque. What is due at checkout is charged right away. Instalments settle the invoices named first.',
  )
  async create(
    @Body() { billingAccountId, total, many, method, instrument, invoiceIds, first, nextOn }: PaymentPlanBody,
    @From() caller: Caller,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PaymentPlanView> {
    const command = message(CreatePaymentPlan, {
      paymentPlanId: creationId('payment-plan', caller, idempotencyKey),
      billingAccountId: uuidOf('billingAccount', billingAccountId),
      totalMinor: total.amountMinor,
      currency: total.currency,
      many,
      method,
      instrument,
      invoiceIds: invoiceIds?.map((id) => uuidOf('invoice', id)),
      firstMinor: first?.amount && minorIn(total.currency, first.amount),
      firstRatePpm: first?.ratePpm,
      firstOn: first?.dueOn,
      nextOn,
    });
    return created(response, 'payment-plans', paymentPlanView(await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation(
    'List payment plans',
    { description: 'Those the acting organization receives from or pays by', pageOf: PaymentPlanView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { billingAccountId, ...page }: OfBillingAccount): Promise<Paged<PaymentPlanView>> {
    const question = message(ListPaymentPlans, { ...page, billingAccountId: maybeUuidOf('billingAccount', billingAccountId) });
    return pageView(await this.messages.ask(question), paymentPlanView);
  }

  @Get(':id')
  @Operation(
    'Get a payment plan',
    { description: 'The plan with its instalments', type: PaymentPlanView },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('paymentPlan')) paymentPlanId: Uuid): Promise<PaymentPlanView> {
    return paymentPlanView(await this.messages.ask(message(GetPaymentPlan, { paymentPlanId })));
  }

  @Post(':id/cancel')
  @Operation(
    'Cancel a payment plan',
    { description: 'The plan: what was still planned is dismissed', type: PaymentPlanView },
    { idempotency: 'required', refuses: ['forbidden', 'missing'] },
  )
  async cancel(
    @Param('id', IdOf('paymentPlan')) paymentPlanId: Uuid,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<PaymentPlanView> {
    return paymentPlanView(await this.messages.ask(message(CancelPaymentPlan, { paymentPlanId }), { idempotencyKey }));
  }
}
