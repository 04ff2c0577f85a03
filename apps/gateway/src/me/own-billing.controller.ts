import { Controller, Get, Param, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { PaperKind } from '#contracts/billing/files.query';
import {
  GetOwnBilling,
  GetOwnDocument,
  GetOwnFilePiece,
  GetOwnStatement,
  ListOwnDocuments,
  MakeOwnDocumentFile,
  MakeOwnStatementFile,
} from '#contracts/billing/own';
import type { Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { DocumentRequest, fileLanguageOf, fileOf, fileOptions, formatOf, jsonFile } from '../edge/files.js';
import { Operation } from '../edge/operation.js';
import { PageRequest, pageView, type Paged } from '../edge/paging.js';
import { IdOf } from '../edge/public-ids.js';
import { StatementView, statementJson } from '../statements/statement.response.js';
import { StatementRequest } from '../statements/statements.requests.js';
import {
  OwnBillingView,
  OwnCreditNoteView,
  OwnInvoiceView,
  ownBillingView,
  ownCreditNoteView,
  ownInvoiceView,
} from './own-billing.response.js';
import { OwnInvoicesRequest } from './own.requests.js';

const forOwners = 'For the owner of the account, who receives every invoice and statement.';

@ApiTags('Me')
@Controller('v1/me/clients/:clientId')
export class OwnBillingController {
  constructor(private readonly messages: Messages) {}

  @Get('billing')
  @Operation(
    'Get what I owe',
    { description: 'Balance, credit, what is planned to be paid', type: OwnBillingView },
    { withoutOrganization: true, refuses: ['forbidden', 'missing'] },
    forOwners,
  )
  async billing(@Param('clientId', IdOf('client')) clientId: Uuid): Promise<OwnBillingView> {
    return ownBillingView(await this.messages.ask(message(GetOwnBilling, { clientId })));
  }

  @Get('invoices')
  @Operation(
    'List my invoices',
    { description: 'The newest first', pageOf: OwnInvoiceView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'missing'] },
    forOwners,
  )
  async invoices(
    @Param('clientId', IdOf('client')) clientId: Uuid,
    @Query() { limit, after, state }: OwnInvoicesRequest,
  ): Promise<Paged<OwnInvoiceView>> {
    const question = message(ListOwnDocuments, { clientId, kind: 'invoice', limit, after, state });
    return pageView(await this.messages.ask(question), ownInvoiceView);
  }

  @Get('invoices/:invoiceId')
  @Operation(
    'Get an invoice of mine',
    { description: 'The invoice with its lines', type: OwnInvoiceView, files: { 'application/pdf': '%PDF-1.7 …' } },
    { withoutOrganization: true, language: true, refuses: ['invalid', 'forbidden', 'missing'] },
    forOwners,
  )
  async invoice(
    @Param('clientId', IdOf('client')) clientId: Uuid,
    @Param('invoiceId', IdOf('invoice')) documentId: Uuid,
    @Query() asked: DocumentRequest,
    @Req() request: Request,
  ): Promise<OwnInvoiceView | StreamableFile> {
    const which = { clientId, documentId, kind: 'invoice' as const };
    if (formatOf(request, asked.format, ['json', 'pdf']) === 'pdf') return this.file(which, asked, request);
    return ownInvoiceView(await this.messages.ask(message(GetOwnDocument, which)));
  }

  @Get('credit-notes')
  @Operation(
    'List my credit notes',
    { description: 'The newest first', pageOf: OwnCreditNoteView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'missing'] },
    forOwners,
  )
  async creditNotes(
    @Param('clientId', IdOf('client')) clientId: Uuid,
    @Query() { limit, after }: PageRequest,
  ): Promise<Paged<OwnCreditNoteView>> {
    const question = message(ListOwnDocuments, { clientId, kind: 'credit-note', limit, after });
    return pageView(await this.messages.ask(question), ownCreditNoteView);
  }

  @Get('credit-notes/:creditNoteId')
  @Operation(
    'Get a credit note of mine',
    { description: 'The credit note with its lines', type: OwnCreditNoteView, files: { 'application/pdf': '%PDF-1.7 …' } },
    { withoutOrganization: true, language: true, refuses: ['invalid', 'forbidden', 'missing'] },
    forOwners,
  )
  async creditNote(
    @Param('clientId', IdOf('client')) clientId: Uuid,
    @Param('creditNoteId', IdOf('creditNote')) documentId: Uuid,
    @Query() asked: DocumentRequest,
    @Req() request: Request,
  ): Promise<OwnCreditNoteView | StreamableFile> {
    const which = { clientId, documentId, kind: 'credit-note' as const };
    if (formatOf(request, asked.format, ['json', 'pdf']) === 'pdf') return this.file(which, asked, request);
    return ownCreditNoteView(await this.messages.ask(message(GetOwnDocument, which)));
  }

  @Get('statement')
  @Operation(
    'Get my statement',
    {
      description: 'Opening balance, dated lines with what is owed after each, closing balance, credit, what is planned',
      type: StatementView,
      files: { 'text/csv': 'Date,Entry,Number,…\r\n', 'application/pdf': '%PDF-1.7 …' },
    },
    { withoutOrganization: true, language: true, refuses: ['invalid', 'forbidden', 'missing', 'rule'] },
    forOwners,
  )
  async statement(
    @Param('clientId', IdOf('client')) clientId: Uuid,
    @Query() { from, to, limit, after, format: asked, language }: StatementRequest,
    @Req() request: Request,
  ): Promise<StreamableFile> {
    const format = formatOf(request, asked, ['json', 'csv', 'pdf']);
    if (format === 'json') {
      return jsonFile(statementJson(await this.messages.ask(message(GetOwnStatement, { clientId, from, to, limit, after }))));
    }
    const question = message(MakeOwnStatementFile, { clientId, from, to, format, language: fileLanguageOf(request, language) });
    const first = await this.messages.ask(question, fileOptions);
    return fileOf(this.messages, first, (piece) => message(GetOwnFilePiece, { clientId, ...piece }));
  }

  private async file(
    which: { clientId: Uuid; documentId: Uuid; kind: PaperKind },
    { language }: DocumentRequest,
    request: Request,
  ): Promise<StreamableFile> {
    const question = message(MakeOwnDocumentFile, { ...which, language: fileLanguageOf(request, language) });
    const first = await this.messages.ask(question, fileOptions);
    return fileOf(this.messages, first, (piece) => message(GetOwnFilePiece, { clientId: which.clientId, ...piece }));
  }
}
