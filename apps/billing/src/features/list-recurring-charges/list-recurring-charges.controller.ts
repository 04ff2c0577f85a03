import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListRecurringCharges, type RecurringChargeRecord } from '#contracts/billing/recurring-charges';
import type { Page } from '#contracts/message';

@Controller()
export class ListRecurringChargesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListRecurringCharges.subject)
  list(@Payload() question: ListRecurringCharges): Promise<Page<RecurringChargeRecord>> {
    return this.queries.execute(question);
  }
}
