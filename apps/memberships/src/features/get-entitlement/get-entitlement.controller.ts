import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetEntitlement } from '#contracts/memberships/entry';

@Controller()
export class GetEntitlementController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetEntitlement.subject)
  get(@Payload() query: GetEntitlement) {
    return this.queries.execute(query);
  }
}
