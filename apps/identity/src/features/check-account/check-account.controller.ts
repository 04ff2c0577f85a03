import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CheckAccount } from '#contracts/identity/new-account';

@Controller()
export class CheckAccountController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(CheckAccount.subject)
  check(@Payload() query: CheckAccount) {
    return this.queries.execute(query);
  }
}
