import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListOpenItems, type OpenItemRecord } from '#contracts/billing/payments';
import type { Page } from '#contracts/message';

@Controller()
export class ListOpenItemsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListOpenItems.subject)
  list(@Payload() question: ListOpenItems): Promise<Page<OpenItemRecord>> {
    return this.queries.execute(question);
  }
}
