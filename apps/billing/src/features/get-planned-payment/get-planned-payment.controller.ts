import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetPlannedPayment, type PlannedPaymentRecord } from '#contracts/billing/planned-payments';

@Controller()
export class GetPlannedPaymentController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetPlannedPayment.subject)
  get(@Payload() question: GetPlannedPayment): Promise<PlannedPaymentRecord> {
    return this.queries.execute(question);
  }
}
