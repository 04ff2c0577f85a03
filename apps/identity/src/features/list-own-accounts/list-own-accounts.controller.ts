import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListOwnAccounts } from '#contracts/identity/managing';

@Controller()
export class ListOwnAccountsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListOwnAccounts.subject)
  list(@Payload() query: ListOwnAccounts) {
    return this.queries.execute(query);
  }
}
