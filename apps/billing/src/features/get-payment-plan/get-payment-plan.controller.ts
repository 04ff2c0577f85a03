import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetPaymentPlan, type PaymentPlanRecord } from '#contracts/billing/recurring-charges';

@Controller()
export class GetPaymentPlanController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetPaymentPlan.subject)
  get(@Payload() question: GetPaymentPlan): Promise<PaymentPlanRecord> {
    return this.queries.execute(question);
  }
}
