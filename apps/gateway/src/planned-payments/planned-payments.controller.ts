import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import {
  CapturePlannedPayment,
  ChangePlannedPayment,
  GetPlannedPayment,
  ListPlannedPayments,
  PlanPayment,
  SteerPlannedPayment,
  type PlannedPaymentRecord,
} from '#contracts/billing/planned-payments';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf, uuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { PaymentView, paymentView } from '../payments/payment.response.js';
import { PlannedPaymentView, plannedPaymentView } from './planned-payment.response.js';
import { CaptureBody, PlannedPaymentBody, PlannedPaymentPatch, PlannedPaymentsRequest } from './planned-payments.requests.js';

@ApiTags('Planned payments')
@Controller('v1/planned-payments')
export class PlannedPaymentsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Plan a payment',
    {
      status: 201,
      description: 'The planned payment',
      type: PlannedPaymentView,
      headers: { Location: 'Where it is', ETag: 'Its version' },
    },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'A post-dated cheque, which staff deposit later, or a charge of a card or bank account on a day.',
  )
  async plan(
    @Body() { billingAccountId, amount, ...body }: PlannedPaymentBody,
    @From() caller: Caller,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlannedPaymentView> {
    const command = message(PlanPayment, {
      ...body,
      plannedPaymentId: creationId('planned-payment', caller, idempotencyKey),
      billingAccountId: uuidOf('billingAccount', billingAccountId),
      amountMinor: amount.amountMinor,
      currency: amount.currency,
    });
    return created(response, 'planned-payments', shown(response, await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation(
    'List planned payments',
    { description: 'Those the acting organization is to receive or to make, by their day', pageOf: PlannedPaymentView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(
    @Query() { billingAccountId, paymentPlanId, recurringChargeId, ...filter }: PlannedPaymentsRequest,
  ): Promise<Paged<PlannedPaymentView>> {
    const question = message(ListPlannedPayments, {
      ...filter,
      billingAccountId: maybeUuidOf('billingAccount', billingAccountId),
      planId: maybeUuidOf('paymentPlan', paymentPlanId) ?? maybeUuidOf('recurringCharge', recurringChargeId),
    });
    return pageView(await this.messages.ask(question), plannedPaymentView);
  }

  @Get(':id')
  @Operation(
    'Get a planned payment',
    { description: 'The planned payment', type: PlannedPaymentView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(
    @Param('id', IdOf('plannedPayment')) plannedPaymentId: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlannedPaymentView> {
    return shown(response, await this.messages.ask(message(GetPlannedPayment, { plannedPaymentId })));
  }

  @Patch(':id')
  @Operation(
    'Move a planned payment',
    { description: 'The planned payment as it is now', type: PlannedPaymentView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'wrong-type', 'rule'] },
    'To another day, today or later, before its day comes.',
  )
  async move(
    @Param('id', IdOf('plannedPayment')) plannedPaymentId: Uuid,
    @Body() { dueOn }: PlannedPaymentPatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlannedPaymentView> {
    const command = message(ChangePlannedPayment, { plannedPaymentId, version, dueOn });
    return shown(response, await this.messages.ask(command, { idempotencyKey }));
  }

  @Post(':id/capture')
  @Operation(
    'Capture a planned payment by hand',
    { description: 'The payment it became', type: PaymentView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'wrong-type'] },
    'The money came another way. Not while a provider is being asked for it.',
  )
  async capture(
    @Param('id', IdOf('plannedPayment')) plannedPaymentId: Uuid,
    @Body() { method, reference }: CaptureBody,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<PaymentView> {
    const command = message(CapturePlannedPayment, { plannedPaymentId, method, reference });
    return paymentView(await this.messages.ask(command, { idempotencyKey }));
  }

  @Post(':id/retry')
  @Operation(
    'Try a failed planned payment again',
    { description: 'The planned payment, with what came of it', type: PlannedPaymentView },
    { idempotency: 'required', refuses: ['forbidden', 'missing', 'conflict', 'rule'] },
  )
  async retry(
    @Param('id', IdOf('plannedPayment')) plannedPaymentId: Uuid,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<PlannedPaymentView> {
    const command = message(SteerPlannedPayment, { plannedPaymentId, action: 'retry' });
    return plannedPaymentView(await this.messages.ask(command, { idempotencyKey }));
  }

  @Post(':id/dismiss')
  @Operation(
    'Give a planned payment up',
    { description: 'The planned payment', type: PlannedPaymentView },
    { idempotency: 'required', refuses: ['forbidden', 'missing', 'conflict'] },
  )
  async dismiss(
    @Param('id', IdOf('plannedPayment')) plannedPaymentId: Uuid,
    @RequiredIdempotencyKey() idempotencyKey: string,
  ): Promise<PlannedPaymentView> {
    const command = message(SteerPlannedPayment, { plannedPaymentId, action: 'dismiss' });
    return plannedPaymentView(await this.messages.ask(command, { idempotencyKey }));
  }
}

function shown(response: Response, record: PlannedPaymentRecord): PlannedPaymentView {
  showVersion(response, record);
  return plannedPaymentView(record);
}
