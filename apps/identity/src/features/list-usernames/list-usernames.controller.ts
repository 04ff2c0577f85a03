import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListUsernames } from '#contracts/identity/corporate-accounts';

@Controller()
export class ListUsernamesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListUsernames.subject)
  list(@Payload() query: ListUsernames) {
    return this.queries.execute(query);
  }
}
