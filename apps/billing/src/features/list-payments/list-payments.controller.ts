import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListPayments, type PaymentRecord } from '#contracts/billing/payments';
import type { Page } from '#contracts/message';

@Controller()
export class ListPaymentsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListPayments.subject)
  list(@Payload() question: ListPayments): Promise<Page<PaymentRecord>> {
    return this.queries.execute(question);
  }
}
