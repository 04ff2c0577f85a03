import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetDueRun, type DueRunRecord } from '#contracts/billing/recurring-charges';

@Controller()
export class GetDueRunController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetDueRun.subject)
  get(@Payload() question: GetDueRun): Promise<DueRunRecord> {
    return this.queries.execute(question);
  }
}
