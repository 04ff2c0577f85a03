import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListFamilyLogins } from '#contracts/identity/family-logins';

@Controller()
export class ListFamilyLoginsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListFamilyLogins.subject)
  list(@Payload() query: ListFamilyLogins) {
    return this.queries.execute(query);
  }
}
