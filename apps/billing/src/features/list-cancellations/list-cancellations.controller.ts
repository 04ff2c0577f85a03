import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListCancellations, type CancellationRecord } from '#contracts/billing/cancellations';
import type { Page } from '#contracts/message';

@Controller()
export class ListCancellationsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListCancellations.subject)
  list(@Payload() question: ListCancellations): Promise<Page<CancellationRecord>> {
    return this.queries.execute(question);
  }
}
