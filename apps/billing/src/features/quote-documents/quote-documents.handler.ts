import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { QuoteDocuments, type QuotedLine } from '#contracts/billing/quote-documents.query';
import { Database } from '#platform/database/database';
import { quoteLine } from '../../domain/quote.js';
import { Issuers } from '../../persistence/issuers.js';

@QueryHandler(QuoteDocuments)
export class QuoteDocumentsHandler implements IQueryHandler<QuoteDocuments> {
  constructor(
    private readonly database: Database,
    private readonly issuers: Issuers,
  ) {}

  execute({ lines }: QuoteDocuments): Promise<{ lines: QuotedLine[] }> {
    return this.database.transaction(async (em) => {
      const issuers = await this.issuers.of(em, lines);
      return { lines: lines.map((line) => quoteLine(line, issuers.get(line.issuerId)?.taxes ?? [])) };
    });
  }
}
