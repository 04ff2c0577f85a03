import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { FindAccounts } from '#contracts/identity/find-accounts.query';

@Controller()
export class FindAccountsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(FindAccounts.subject)
  find(@Payload() query: FindAccounts) {
    return this.queries.execute(query);
  }
}
