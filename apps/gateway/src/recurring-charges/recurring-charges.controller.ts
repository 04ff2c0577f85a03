import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import {
  ChangeRecurringCharge,
  CreateRecurringCharge,
  GetRecurringCharge,
  ListRecurringCharges,
  type RecurringChargeRecord,
} from '#contracts/billing/recurring-charges';
import { Messages } from '#platform/messaging/messages';
import { billedTo } from '../edge/bill-to.js';
import { created } from '../edge/created.js';
import { IdempotencyKey, RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { minorIn } from '../edge/money.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { RecurringChargeView, recurringChargeView } from './recurring-charge.response.js';
import { RecurringChargeBody, RecurringChargePatch, RecurringChargesRequest } from './recurring-charges.requests.js';

@ApiTags('Planned payments')
@Controller('v1/recurring-charges')
export class RecurringChargesController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Create a recurring charge',
    {
      status: 201,
      description: 'The recurring charge',
      type: RecurringChargeView,
      headers: { Location: 'Where it is', ETag: 'Its version' },
    },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Invoiced on each of its days and, with a method, charged. A due-run does both. Whoever has no billing account yet gets one.',
  )
  async create(
    @Body() { billTo, personId, net, ...body }: RecurringChargeBody,
    @From() caller: Caller,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RecurringChargeView> {
    const command = message(CreateRecurringCharge, {
      ...body,
      recurringChargeId: creationId('recurring-charge', caller, idempotencyKey),
      ...billedTo(billTo),
      personId: maybeUuidOf('person', personId),
      netMinor: net.amountMinor,
      currency: net.currency,
    });
    return created(response, 'recurring-charges', this.shown(response, await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation(
    'List recurring charges',
    { description: 'Those the acting organization invoices or is invoiced for', pageOf: RecurringChargeView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { billingAccountId, ...filter }: RecurringChargesRequest): Promise<Paged<RecurringChargeView>> {
    const question = message(ListRecurringCharges, { ...filter, billingAccountId: maybeUuidOf('billingAccount', billingAccountId) });
    return pageView(await this.messages.ask(question), recurringChargeView);
  }

  @Get(':id')
  @Operation(
    'Get a recurring charge',
    { description: 'The recurring charge', type: RecurringChargeView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(
    @Param('id', IdOf('recurringCharge')) recurringChargeId: Uuid,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RecurringChargeView> {
    return this.shown(response, await this.messages.ask(message(GetRecurringCharge, { recurringChargeId })));
  }

  @Patch(':id')
  @Operation(
    'Change a recurring charge',
    { description: 'The recurring charge as it is now', type: RecurringChargeView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Pauses, resumes, ends or reprices what is to come. What was invoiced stays.',
  )
  async change(
    @Param('id', IdOf('recurringCharge')) recurringChargeId: Uuid,
    @Body() { paused, endsOn, net }: RecurringChargePatch,
    @SeenVersion() version: number,
    @ActingFor() { currency }: ActingOrganization,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RecurringChargeView> {
    const netMinor = net && minorIn(currency, net);
    const command = message(ChangeRecurringCharge, { recurringChargeId, version, paused, endsOn, netMinor });
    return this.shown(response, await this.messages.ask(command, { idempotencyKey }));
  }

  private shown(response: Response, record: RecurringChargeRecord): RecurringChargeView {
    showVersion(response, record);
    return recurringChargeView(record);
  }
}
