import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListPermissionGroups } from '#contracts/identity/permission-groups';

@Controller()
export class ListPermissionGroupsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListPermissionGroups.subject)
  list(@Payload() query: ListPermissionGroups) {
    return this.queries.execute(query);
  }
}
