import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListIssues } from '#contracts/imports/imports';

@Controller()
export class ListIssuesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListIssues.subject)
  handle(@Payload() query: ListIssues) {
    return this.queries.execute(query);
  }
}
