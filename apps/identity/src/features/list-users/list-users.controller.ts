import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListUsers } from '#contracts/identity/access';

@Controller()
export class ListUsersController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListUsers.subject)
  list(@Payload() query: ListUsers) {
    return this.queries.execute(query);
  }
}
