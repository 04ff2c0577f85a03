import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetPerson } from '#contracts/identity/accounts.query';

@Controller()
export class GetPersonController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetPerson.subject)
  get(@Payload() query: GetPerson) {
    return this.queries.execute(query);
  }
}
