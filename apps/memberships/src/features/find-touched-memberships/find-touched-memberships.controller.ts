import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { FindTouchedMemberships } from '#contracts/memberships/cancel-memberships.command';

@Controller()
export class FindTouchedMembershipsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(FindTouchedMemberships.subject)
  handle(@Payload() query: FindTouchedMemberships) {
    return this.queries.execute(query);
  }
}
