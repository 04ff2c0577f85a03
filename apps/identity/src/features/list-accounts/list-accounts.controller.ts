import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListAccounts } from '#contracts/identity/accounts.query';

@Controller()
export class ListAccountsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListAccounts.subject)
  list(@Payload() query: ListAccounts) {
    return this.queries.execute(query);
  }
}
