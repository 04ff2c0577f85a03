import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListDueRuns, type DueRunRecord } from '#contracts/billing/recurring-charges';
import type { Page } from '#contracts/message';

@Controller()
export class ListDueRunsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListDueRuns.subject)
  list(@Payload() question: ListDueRuns): Promise<Page<DueRunRecord>> {
    return this.queries.execute(question);
  }
}
