import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { FindTouchedDocuments } from '#contracts/billing/counter-documents.command';

@Controller()
export class FindTouchedDocumentsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(FindTouchedDocuments.subject)
  handle(@Payload() query: FindTouchedDocuments) {
    return this.queries.execute(query);
  }
}
