import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetDueRun, ListDueRuns, StartDueRun, type DueRunRecord } from '#contracts/billing/recurring-charges';
import { publicId } from '#kernel/ids';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { MoneyView, moneyView } from '../edge/money.js';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf, exampleId } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';

const states = ['running', 'finished'] as const;

export class DueRunView {
  @ApiProperty({ example: exampleId('dueRun') })
  id!: string;

  @ApiProperty({ format: 'date', description: 'Everything due up to this day', example: '2026-11-21' })
  dueOn!: string;

  @ApiProperty({ enum: states, example: 'finished' })
  state!: (typeof states)[number];

  @ApiProperty({ type: 'integer', description: 'Issued for recurring charges', example: 120 })
  invoices!: number;

  @ApiProperty({ type: MoneyView })
  invoiced!: MoneyView;

  @ApiProperty({ type: 'integer', description: 'Asked of the provider', example: 96 })
  charges!: number;

  @ApiProperty({ type: MoneyView })
  charged!: MoneyView;

  @ApiProperty({ type: 'integer', description: 'Planned payments for which nothing was owed any more', example: 3 })
  covered!: number;

  @ApiProperty({ type: 'integer', example: 94 })
  succeeded!: number;

  @ApiProperty({ type: 'integer', example: 2 })
  declined!: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T05:00:00.000Z' })
  startedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-21T05:00:07.000Z' })
  finishedAt!: string | null;
}

@ApiTags('Planned payments')
@Controller('v1/due-runs')
export class DueRunsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Start a due-run',
    { status: 202, description: 'The run, to be watched', type: DueRunView, headers: { Location: 'Where it is' } },
    { idempotency: 'required', refuses: ['forbidden'] },
    'Invoices what recurs and collects what is planned, up to today. One starts by itself every day; running it again is harmless.',
  )
  async start(
    @From() caller: Caller,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DueRunView> {
    const command = message(StartDueRun, { dueRunId: creationId('due-run', caller, idempotencyKey) });
    return created(response, 'due-runs', dueRunView(await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation('List due-runs', { description: 'The latest first', pageOf: DueRunView }, { refuses: ['invalid', 'forbidden'] })
  async list(@Query() { limit, after }: PageRequest): Promise<Paged<DueRunView>> {
    return pageView(await this.messages.ask(message(ListDueRuns, { limit, after })), dueRunView);
  }

  @Get(':id')
  @Operation(
    'Get a due-run',
    { description: 'The run, with what it has done so far', type: DueRunView },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('dueRun')) dueRunId: Uuid): Promise<DueRunView> {
    return dueRunView(await this.messages.ask(message(GetDueRun, { dueRunId })));
  }
}

const dueRunView = (run: DueRunRecord): DueRunView => ({
  id: publicId('dueRun', run.id),
  dueOn: run.dueOn,
  state: run.state,
  invoices: run.invoices,
  invoiced: moneyView(run.invoicedMinor, run.currency),
  charges: run.charges,
  charged: moneyView(run.chargedMinor, run.currency),
  covered: run.covered,
  succeeded: run.succeeded,
  declined: run.declined,
  startedAt: run.startedAt,
  finishedAt: run.finishedAt,
});
