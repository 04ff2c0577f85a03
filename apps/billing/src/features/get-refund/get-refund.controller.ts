import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetRefund, type RefundRecord } from '#contracts/billing/payments';

@Controller()
export class GetRefundController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetRefund.subject)
  get(@Payload() question: GetRefund): Promise<RefundRecord> {
    return this.queries.execute(question);
  }
}
