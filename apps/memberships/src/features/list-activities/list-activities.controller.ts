import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListActivities } from '#contracts/memberships/entry';

@Controller()
export class ListActivitiesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListActivities.subject)
  list(@Payload() query: ListActivities) {
    return this.queries.execute(query);
  }
}
