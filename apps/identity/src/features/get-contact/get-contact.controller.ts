import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetContact } from '#contracts/identity/contacts';

@Controller()
export class GetContactController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetContact.subject)
  get(@Payload() query: GetContact) {
    return this.queries.execute(query);
  }
}
