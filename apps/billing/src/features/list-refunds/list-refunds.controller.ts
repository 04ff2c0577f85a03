import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListRefunds, type RefundRecord } from '#contracts/billing/payments';
import type { Page } from '#contracts/message';

@Controller()
export class ListRefundsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListRefunds.subject)
  list(@Payload() question: ListRefunds): Promise<Page<RefundRecord>> {
    return this.queries.execute(question);
  }
}
