import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { FindOverdue } from '#contracts/billing/overdue.query';

@Controller()
export class FindOverdueController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(FindOverdue.subject)
  find(@Payload() query: FindOverdue) {
    return this.queries.execute(query);
  }
}
