import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListMemberships } from '#contracts/memberships/memberships.query';

@Controller()
export class ListMembershipsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListMemberships.subject)
  list(@Payload() query: ListMemberships) {
    return this.queries.execute(query);
  }
}
