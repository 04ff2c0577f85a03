import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetFederationRights } from '#contracts/identity/staff';

@Controller()
export class GetFederationRightsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetFederationRights.subject)
  get(@Payload() query: GetFederationRights) {
    return this.queries.execute(query);
  }
}
