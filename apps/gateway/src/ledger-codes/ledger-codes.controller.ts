import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Caller, Uuid } from '#contracts/caller';
import {
  ChangeLedgerCode,
  CreateLedgerCode,
  DeleteLedgerCode,
  GetLedgerCode,
  ListLedgerCodeItems,
  ListLedgerCodes,
  type LedgerCodeRecord,
} from '#contracts/billing/ledger-codes';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { created } from '../edge/created.js';
import { InPeriod } from '../edge/days-filter.js';
import { IdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { SeenVersion, showVersion } from '../edge/if-match.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { LedgerCodeItemView, LedgerCodeView, ledgerCodeItemView, ledgerCodeView } from './ledger-code.response.js';
import { LedgerCodeBody, LedgerCodePatch, LedgerCodesRequest } from './ledger-codes.requests.js';

@ApiTags('Accounting')
@Controller('v1/ledger-codes')
export class LedgerCodesController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Add a ledger code',
    { status: 201, description: 'The code', type: LedgerCodeView, headers: { Location: 'Where it is', ETag: 'Its version' } },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'wrong-type', 'conflict', 'rule'] },
    'A code that a document uses is in the chart already.',
  )
  async create(
    @Body() { code, kind, names }: LedgerCodeBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LedgerCodeView> {
    const ledgerCodeId = creationId('ledger-code', caller, idempotencyKey);
    const command = message(CreateLedgerCode, { ledgerCodeId, code, kind, names: { ...names } });
    return created(response, 'ledger-codes', this.shown(response, await this.messages.ask(command, { idempotencyKey })));
  }

  @Get()
  @Operation(
    'List ledger codes',
    { description: 'The acting organization’s chart', pageOf: LedgerCodeView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, kind, archived, sort }: LedgerCodesRequest): Promise<Paged<LedgerCodeView>> {
    return pageView(await this.messages.ask(message(ListLedgerCodes, { limit, after, kind, archived, sort })), ledgerCodeView);
  }

  @Get(':id')
  @Operation(
    'Get a ledger code',
    { description: 'The code', type: LedgerCodeView, headers: { ETag: 'Its version' } },
    { refuses: ['forbidden', 'missing'] },
  )
  async get(@Param('id', IdOf('ledgerCode')) ledgerCodeId: Uuid, @Res({ passthrough: true }) response: Response): Promise<LedgerCodeView> {
    return this.shown(response, await this.messages.ask(message(GetLedgerCode, { ledgerCodeId })));
  }

  @Get(':id/items')
  @Operation(
    'List the items that use a ledger code',
    { description: 'Lines of the organization’s documents, the newest first', pageOf: LedgerCodeItemView },
    { refuses: ['invalid', 'forbidden', 'missing'] },
  )
  async items(
    @Param('id', IdOf('ledgerCode')) ledgerCodeId: Uuid,
    @Query() { limit, after, from, to }: InPeriod,
  ): Promise<Paged<LedgerCodeItemView>> {
    const question = message(ListLedgerCodeItems, { ledgerCodeId, limit, after, from, to });
    return pageView(await this.messages.ask(question), ledgerCodeItemView);
  }

  @Patch(':id')
  @Operation(
    'Change or archive a ledger code',
    { description: 'The code as it is now', type: LedgerCodeView, headers: { ETag: 'Its new version' } },
    { edits: 'one', idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'What is left out stays. Documents keep the codes they were issued with.',
  )
  async change(
    @Param('id', IdOf('ledgerCode')) ledgerCodeId: Uuid,
    @Body() { kind, names, archived }: LedgerCodePatch,
    @SeenVersion() version: number,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LedgerCodeView> {
    const command = message(ChangeLedgerCode, { ledgerCodeId, version, kind, names: names && { ...names }, archived });
    return this.shown(response, await this.messages.ask(command, { idempotencyKey }));
  }

  @Delete(':id')
  @Operation(
    'Delete a ledger code',
    { description: 'The code that was', type: LedgerCodeView },
    { idempotency: 'honoured', refuses: ['forbidden', 'missing', 'rule'] },
    'Only one that no document uses; archive the others.',
  )
  async delete(
    @Param('id', IdOf('ledgerCode')) ledgerCodeId: Uuid,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<LedgerCodeView> {
    return ledgerCodeView(await this.messages.ask(message(DeleteLedgerCode, { ledgerCodeId }), { idempotencyKey }));
  }

  private shown(response: Response, record: LedgerCodeRecord): LedgerCodeView {
    showVersion(response, record);
    return ledgerCodeView(record);
  }
}
