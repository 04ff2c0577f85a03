import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ExportJournal, ListJournal, RecogniseRevenue, type ExportFormat } from '#contracts/billing/journal';
import { message } from '#contracts/message';
import { parsePublicId, type PublicKind, type Uuid } from '#kernel/ids';
import { Messages } from '#platform/messaging/messages';
import { attach, writeOut } from '../edge/attachment.js';
import { RequiredIdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { pageView, type Paged } from '../edge/paging.js';
import { JournalExportRequest, JournalRequest, RecognitionBody } from './journal.requests.js';
import { JournalEntryView, RecognitionView, journalEntryView, recognitionView } from './journal.response.js';

const attached = { 'Content-Disposition': 'attachment, with a file name' };

@ApiTags('Accounting')
@Controller('v1/journal')
export class JournalController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List journal entries',
    { description: 'The acting organization’s documents, payments and recognitions, with their postings', pageOf: JournalEntryView },
    { refuses: ['invalid', 'forbidden'] },
    'Without days, those of the twelve months up to today.',
  )
  async list(@Query() { entry, ...asked }: JournalRequest): Promise<Paged<JournalEntryView>> {
    return pageView(await this.messages.ask(message(ListJournal, { ...asked, entryId: entryOf(entry) })), journalEntryView);
  }

  @Get('export.csv')
  @Operation(
    'Export the journal by ledger code as CSV',
    {
      description: 'For a spreadsheet: what it would take for a formula is text',
      text: {
        mediaType: 'text/csv',
        example: 'Account,Ledger code,Name,Currency,Debit,Credit,Balance,Postings,Type\r\nrevenue,4200,…\r\n',
      },
      headers: attached,
    },
    { refuses: ['invalid', 'forbidden'] },
  )
  async csv(@Query() asked: JournalExportRequest, @Res() response: Response): Promise<void> {
    await this.export(asked, 'csv', 'text/csv; charset=utf-8', response);
  }

  @Get('export.json')
  @Operation(
    'Export the journal by ledger code as JSON',
    {
      description: 'One array, however long',
      text: { mediaType: 'application/json', example: '[\n{"account":"revenue","code":"4200",…}\n]\n' },
      headers: attached,
    },
    { refuses: ['invalid', 'forbidden'] },
  )
  async json(@Query() asked: JournalExportRequest, @Res() response: Response): Promise<void> {
    await this.export(asked, 'json', 'application/json; charset=utf-8', response);
  }

  @Post('recognitions')
  @Operation(
    'Recognise deferred revenue',
    { description: 'What was recognised', type: RecognitionView },
    { idempotency: 'required', refuses: ['invalid', 'forbidden', 'wrong-type', 'rule'] },
    'For organizations that keep their books by accrual. It also happens by itself soon after each month ends; once more changes nothing.',
  )
  async recognise(@Body() { month }: RecognitionBody, @RequiredIdempotencyKey() idempotencyKey: string): Promise<RecognitionView> {
    return recognitionView(await this.messages.ask(message(RecogniseRevenue, { month }), { idempotencyKey }));
  }

  private async export(asked: JournalExportRequest, format: ExportFormat, mediaType: string, response: Response): Promise<void> {
    const { from, to, detail } = asked;
    let piece = await this.messages.ask(message(ExportJournal, { from, to, detail, format }));
    attach(response, piece.fileName, mediaType);
    await writeOut(response, piece.text);
    while (piece.next !== null && !response.destroyed) {
      piece = await this.messages.ask(message(ExportJournal, { from, to, detail, format, after: piece.next }));
      await writeOut(response, piece.text);
    }
    response.end();
  }
}

/** The entry is what its id names, whatever it is of. */
function entryOf(entry: string | undefined): Uuid | undefined {
  const kinds: PublicKind[] = ['invoice', 'creditNote', 'payment', 'refund', 'recognition'];
  return entry === undefined ? undefined : kinds.map((kind) => parsePublicId(kind, entry)).find((id) => id !== undefined);
}
