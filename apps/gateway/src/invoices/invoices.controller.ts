import { Body, Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { ActingOrganization, Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetInvoice, ListInvoices } from '#contracts/billing/documents.query';
import { MakeDocumentFile } from '#contracts/billing/files.query';
import { CreateInvoice, PreviewInvoice, WriteOffInvoice } from '#contracts/billing/staff-documents';
import { Messages } from '#platform/messaging/messages';
import { DraftedBillingView, plannedBillingView } from '../cancellations/planned-cancellation.response.js';
import { CreditNoteView, creditNoteView } from '../credit-notes/credit-note.response.js';
import { billedTo } from '../edge/bill-to.js';
import { created } from '../edge/created.js';
import { DocumentRequest, fileLanguageOf, fileOf, fileOptions, formatOf } from '../edge/files.js';
import { RequiredIdempotencyKey, creationId } from '../edge/idempotency-key.js';
import { minorIn } from '../edge/money.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { ActingFor, From } from '../edge/signed-in.js';
import { InvoiceView, invoiceView } from './invoice.response.js';
import { InvoiceBody, InvoicesRequest, WriteOffBody } from './invoices.requests.js';

@ApiTags('Billing')
@Controller('v1/invoices')
export class InvoicesController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Create an invoice',
    { status: 201, description: 'The invoice, issued', type: InvoiceView, headers: { Location: 'Where it is' } },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule', 'conflict'] },
    'By staff, to a client, or by a federation to one of its clubs. Taxes are the issuer’s, by the kind of each line. It is issued at once and never changes: correct it by a credit note.',
  )
  async create(
    @Body() body: InvoiceBody,
    @From() caller: Caller,
    @ActingFor() { currency }: ActingOrganization,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InvoiceView> {
    const command = message(CreateInvoice, {
      invoiceId: creationId('invoice', caller, idempotencyKey),
      ...askedIn(body, currency),
      memo: body.memo,
      previewHash: body.previewHash,
    });
    return created(response, 'invoices', invoiceView(await this.messages.ask(command, { idempotencyKey })));
  }

  @Post('preview')
  @Operation(
    'Preview an invoice',
    { description: 'Its amounts and taxes, and what its account would owe; nothing is written', type: DraftedBillingView },
    { refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Its `previewHash`, sent with the invoice, binds it: a tax that changed meanwhile is refused instead.',
  )
  async preview(@Body() body: InvoiceBody, @ActingFor() { currency }: ActingOrganization): Promise<DraftedBillingView> {
    return plannedBillingView(await this.messages.ask(message(PreviewInvoice, askedIn(body, currency))));
  }

  @Get()
  @Operation(
    'List invoices',
    { description: 'Those the acting organization issued or owes', pageOf: InvoiceView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { importId, billingAccountId, personId, ...asked }: InvoicesRequest): Promise<Paged<InvoiceView>> {
    const question = message(ListInvoices, {
      ...asked,
      importId: maybeUuidOf('import', importId),
      billingAccountId: maybeUuidOf('billingAccount', billingAccountId),
      personId: maybeUuidOf('person', personId),
    });
    return pageView(await this.messages.ask(question), invoiceView);
  }

  @Get(':id')
  @Operation(
    'Get an invoice',
    { description: 'The invoice with its lines', type: InvoiceView, files: { 'application/pdf': '%PDF-1.7 …' } },
    { language: true, refuses: ['forbidden', 'missing'] },
  )
  async get(
    @Param('id', IdOf('invoice')) invoiceId: Uuid,
    @Query() { format, language }: DocumentRequest,
    @Req() request: Request,
  ): Promise<InvoiceView | StreamableFile> {
    if (formatOf(request, format, ['json', 'pdf']) === 'json') {
      return invoiceView(await this.messages.ask(message(GetInvoice, { invoiceId })));
    }
    const question = message(MakeDocumentFile, { documentId: invoiceId, kind: 'invoice', language: fileLanguageOf(request, language) });
    return fileOf(this.messages, await this.messages.ask(question, fileOptions));
  }

  @Post(':id/write-off')
  @Operation(
    'Write an invoice off',
    { status: 201, description: 'The credit note for all that was open', type: CreditNoteView, headers: { Location: 'Where it is' } },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'What will never be paid is credited as a bad debt, under a ledger code of its own. A right of its own allows it.',
  )
  async writeOff(
    @Param('id', IdOf('invoice')) invoiceId: Uuid,
    @Body() { ledgerCode, memo }: WriteOffBody,
    @From() caller: Caller,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CreditNoteView> {
    const creditNoteId = creationId('credit-note', caller, idempotencyKey);
    const command = message(WriteOffInvoice, { creditNoteId, invoiceId, ledgerCode, memo });
    return created(response, 'credit-notes', creditNoteView(await this.messages.ask(command, { idempotencyKey })));
  }
}

const askedIn = ({ billTo, lines, dueOn }: InvoiceBody, currency: string) => ({
  ...billedTo(billTo),
  lines: lines.map(({ kind, description, amount, ledgerCode, personId, tax }) => ({
    kind,
    description,
    amountMinor: minorIn(currency, amount),
    ledgerCode,
    personId: maybeUuidOf('person', personId),
    tax,
  })),
  dueOn,
});
