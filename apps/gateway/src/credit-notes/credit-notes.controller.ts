import { Body, Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { MakeDocumentFile } from '#contracts/billing/files.query';
import { CreateCreditNote, GetCreditNote, ListCreditNotes, PreviewCreditNote } from '#contracts/billing/staff-documents';
import { Messages } from '#platform/messaging/messages';
import { DraftedBillingView, plannedBillingView } from '../cancellations/planned-cancellation.response.js';
import { created } from '../edge/created.js';
import { creditAskOf, feeAskOf } from '../edge/credit.js';
import { DocumentRequest, fileLanguageOf, fileOf, fileOptions, formatOf } from '../edge/files.js';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf, uuidOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { CreditNoteView, creditNoteView } from './credit-note.response.js';
import { CreditNoteBody, CreditNotesRequest } from './credit-notes.requests.js';

@ApiTags('Billing')
@Controller('v1/credit-notes')
export class CreditNotesController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Create a credit note',
    { status: 201, description: 'The credit note, issued', type: CreditNoteView, headers: { Location: 'Where it is' } },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'A correction of lines of one invoice, whole, in part or less a fee, never beyond the line. Money paid on them is free again: credit on account, less the fee.',
  )
  async create(
    @Body() body: CreditNoteBody,
    @From() caller: Caller,
    @ActingFor() { currency }: ActingOrganization,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CreditNoteView> {
    const command = message(CreateCreditNote, {
      creditNoteId: creationId('credit-note', caller, idempotencyKey),
      ...askedIn(body, currency),
      memo: body.memo,
      previewHash: body.previewHash,
    });
    return created(response, 'credit-notes', creditNoteView(await this.messages.ask(command, { idempotencyKey })));
  }

  @Post('preview')
  @Operation(
    'Preview a credit note',
    {
      description: 'Its amounts and taxes, the invoice of its fee, the money it frees, and what the account would owe; nothing is written',
      type: DraftedBillingView,
    },
    { refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Its `previewHash`, sent with the credit note, binds it: what was paid meanwhile is refused instead.',
  )
  async preview(@Body() body: CreditNoteBody, @ActingFor() { currency }: ActingOrganization): Promise<DraftedBillingView> {
    return plannedBillingView(await this.messages.ask(message(PreviewCreditNote, askedIn(body, currency))));
  }

  @Get()
  @Operation(
    'List credit notes',
    { description: 'Those the acting organization issued or was given', pageOf: CreditNoteView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { importId, billingAccountId, personId, invoiceId, ...asked }: CreditNotesRequest): Promise<Paged<CreditNoteView>> {
    const question = message(ListCreditNotes, {
      ...asked,
      importId: maybeUuidOf('import', importId),
      billingAccountId: maybeUuidOf('billingAccount', billingAccountId),
      personId: maybeUuidOf('person', personId),
      invoiceId: maybeUuidOf('invoice', invoiceId),
    });
    return pageView(await this.messages.ask(question), creditNoteView);
  }

  @Get(':id')
  @Operation(
    'Get a credit note',
    { description: 'The credit note with its lines', type: CreditNoteView, files: { 'application/pdf': '%PDF-1.7 …' } },
    { language: true, refuses: ['forbidden', 'missing'] },
  )
  async get(
    @Param('id', IdOf('creditNote')) creditNoteId: Uuid,
    @Query() { format, language }: DocumentRequest,
    @Req() request: Request,
  ): Promise<CreditNoteView | StreamableFile> {
    if (formatOf(request, format, ['json', 'pdf']) === 'json') {
      return creditNoteView(await this.messages.ask(message(GetCreditNote, { creditNoteId })));
    }
    const question = message(MakeDocumentFile, {
      documentId: creditNoteId,
      kind: 'credit-note',
      language: fileLanguageOf(request, language),
    });
    return fileOf(this.messages, await this.messages.ask(question, fileOptions));
  }
}

const askedIn = ({ invoiceId, lines, fee }: CreditNoteBody, currency: string) => ({
  invoiceId: uuidOf('invoice', invoiceId),
  lines: lines.map(({ position, credit }, i) => ({ position, credit: creditAskOf(credit, currency, `/lines/${i}/credit`) })),
  fee: fee && feeAskOf(fee, currency),
});
