import { Controller, Get, Param, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { GetInvoice, ListInvoices } from '#contracts/billing/documents.query';
import { MakeDocumentFile } from '#contracts/billing/files.query';
import { Messages } from '#platform/messaging/messages';
import { DocumentRequest, fileLanguageOf, fileOf, fileOptions, formatOf } from '../edge/files.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { IdOf, maybeUuidOf } from '../edge/public-ids.js';
import { InvoiceView, invoiceView } from './invoice.response.js';
import { InvoicesRequest } from './invoices.requests.js';

@ApiTags('Billing')
@Controller('v1/invoices')
export class InvoicesController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List invoices',
    { description: 'Those the acting organization issued or owes', pageOf: InvoiceView },
    { refuses: ['invalid', 'forbidden'] },
  )
  async list(@Query() { limit, after, importId, billingAccountId, level }: InvoicesRequest): Promise<Paged<InvoiceView>> {
    const question = message(ListInvoices, {
      limit,
      after,
      importId: maybeUuidOf('import', importId),
      billingAccountId: maybeUuidOf('billingAccount', billingAccountId),
      level,
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
}
