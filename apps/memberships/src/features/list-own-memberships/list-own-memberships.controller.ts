import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListOwnMemberships } from '#contracts/memberships/own';

@Controller()
export class ListOwnMembershipsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListOwnMemberships.subject)
  list(@Payload() query: ListOwnMemberships) {
    return this.queries.execute(query);
  }
}
