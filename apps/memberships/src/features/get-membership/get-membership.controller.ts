import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetMembership } from '#contracts/memberships/memberships.query';

@Controller()
export class GetMembershipController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetMembership.subject)
  get(@Payload() query: GetMembership) {
    return this.queries.execute(query);
  }
}
