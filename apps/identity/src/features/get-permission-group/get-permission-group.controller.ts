import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetPermissionGroup } from '#contracts/identity/permission-groups';

@Controller()
export class GetPermissionGroupController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetPermissionGroup.subject)
  get(@Payload() query: GetPermissionGroup) {
    return this.queries.execute(query);
  }
}
