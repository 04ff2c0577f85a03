import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetOnlinePayment, type OnlinePaymentRecord } from '#contracts/billing/planned-payments';

@Controller()
export class GetOnlinePaymentController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetOnlinePayment.subject)
  get(@Payload() question: GetOnlinePayment): Promise<OnlinePaymentRecord> {
    return this.queries.execute(question);
  }
}
