import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetOrganization } from '#contracts/identity/organizations';

@Controller()
export class GetOrganizationController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetOrganization.subject)
  get(@Payload() query: GetOrganization) {
    return this.queries.execute(query);
  }
}
