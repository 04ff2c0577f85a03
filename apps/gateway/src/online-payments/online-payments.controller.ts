import { Body, Controller, Get, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { ChangeOnlineSettings, GetOnlinePayment, GetOnlineSettings, PayOnline } from '#contracts/billing/planned-payments';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { IdempotencyKey, RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { minorIn } from '../edge/money.js';
import { Operation } from '../edge/operation.js';
import { IdOf, uuidOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { OnlinePaymentView, OnlineSettingsView, onlinePaymentView, onlineSettingsView } from './online-payment.response.js';
import { OnlinePaymentBody, OnlineSettingsBody } from './online-payments.requests.js';

@ApiTags('Online payments')
@Controller('v1')
export class OnlinePaymentsController {
  constructor(private readonly messages: Messages) {}

  @Post('online-payments')
  @Operation(
    'Pay online',
    {
      status: 201,
      description: 'The payment as far as the provider has said',
      type: OnlinePaymentView,
      headers: { Location: 'Where it is' },
    },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'By the debtor, as a club pays its federation, or by staff for it. The provider is asked once under one key, however often this is sent.',
  )
  async pay(
    @Body() { billingAccountId, amount, method, instrument }: OnlinePaymentBody,
    @From() caller: Caller,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OnlinePaymentView> {
    const command = message(PayOnline, {
      onlinePaymentId: creationId('online-payment', caller, idempotencyKey),
      billingAccountId: uuidOf('billingAccount', billingAccountId),
      amountMinor: amount.amountMinor,
      currency: amount.currency,
      method,
      instrument,
    });
    return created(response, 'online-payments', onlinePaymentView(await this.messages.ask(command, { idempotencyKey })));
  }

  @Get('online-payments/:id')
  @Operation(
    'Get an online payment',
    { description: 'The payment as far as the provider has said', type: OnlinePaymentView },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('onlinePayment')) onlinePaymentId: Uuid): Promise<OnlinePaymentView> {
    return onlinePaymentView(await this.messages.ask(message(GetOnlinePayment, { onlinePaymentId })));
  }

  @Get('online-payment-settings')
  @Operation(
    'Get the online payment settings',
    { description: 'Those of the acting organization', type: OnlineSettingsView },
    { refuses: ['forbidden'] },
  )
  async settings(): Promise<OnlineSettingsView> {
    return onlineSettingsView(await this.messages.ask(message(GetOnlineSettings, {})));
  }

  @Put('online-payment-settings')
  @Operation(
    'Change the online payment settings',
    { description: 'The settings as they are now', type: OnlineSettingsView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type', 'rule'] },
  )
  async change(
    @Body() { allowed, minimum }: OnlineSettingsBody,
    @ActingFor() { currency }: ActingOrganization,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<OnlineSettingsView> {
    const command = message(ChangeOnlineSettings, { allowed, minimumMinor: minorIn(currency, minimum) });
    return onlineSettingsView(await this.messages.ask(command, { idempotencyKey }));
  }
}
