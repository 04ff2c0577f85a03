import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListOrganizations } from '#contracts/identity/organizations';

@Controller()
export class ListOrganizationsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListOrganizations.subject)
  list(@Payload() query: ListOrganizations) {
    return this.queries.execute(query);
  }
}
