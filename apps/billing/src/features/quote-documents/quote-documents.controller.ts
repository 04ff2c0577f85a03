import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { QuoteDocuments, type QuotedLine } from '#contracts/billing/quote-documents.query';

@Controller()
export class QuoteDocumentsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(QuoteDocuments.subject)
  quote(@Payload() question: QuoteDocuments): Promise<{ lines: QuotedLine[] }> {
    return this.queries.execute(question);
  }
}
