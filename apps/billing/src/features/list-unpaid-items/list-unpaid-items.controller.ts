import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListUnpaidItems, type UnpaidItemRecord } from '#contracts/billing/unpaid.query';
import type { Page } from '#contracts/message';

@Controller()
export class ListUnpaidItemsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListUnpaidItems.subject)
  list(@Payload() question: ListUnpaidItems): Promise<Page<UnpaidItemRecord>> {
    return this.queries.execute(question);
  }
}
