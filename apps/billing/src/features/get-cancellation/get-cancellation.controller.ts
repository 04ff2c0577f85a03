import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetCancellation, type CancellationRecord } from '#contracts/billing/cancellations';

@Controller()
export class GetCancellationController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetCancellation.subject)
  get(@Payload() question: GetCancellation): Promise<CancellationRecord> {
    return this.queries.execute(question);
  }
}
