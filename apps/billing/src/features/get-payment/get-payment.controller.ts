import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetPayment, type PaymentRecord } from '#contracts/billing/payments';

@Controller()
export class GetPaymentController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetPayment.subject)
  get(@Payload() question: GetPayment): Promise<PaymentRecord> {
    return this.queries.execute(question);
  }
}
