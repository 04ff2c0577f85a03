import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetAccount } from '#contracts/identity/accounts.query';

@Controller()
export class GetAccountController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetAccount.subject)
  get(@Payload() query: GetAccount) {
    return this.queries.execute(query);
  }
}
