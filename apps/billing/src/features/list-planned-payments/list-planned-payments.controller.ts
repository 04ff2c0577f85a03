import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListPlannedPayments, type PlannedPaymentRecord } from '#contracts/billing/planned-payments';
import type { Page } from '#contracts/message';

@Controller()
export class ListPlannedPaymentsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListPlannedPayments.subject)
  list(@Payload() question: ListPlannedPayments): Promise<Page<PlannedPaymentRecord>> {
    return this.queries.execute(question);
  }
}
