import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListPaymentPlans, type PaymentPlanRecord } from '#contracts/billing/recurring-charges';
import type { Page } from '#contracts/message';

@Controller()
export class ListPaymentPlansController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListPaymentPlans.subject)
  list(@Payload() question: ListPaymentPlans): Promise<Page<PaymentPlanRecord>> {
    return this.queries.execute(question);
  }
}
