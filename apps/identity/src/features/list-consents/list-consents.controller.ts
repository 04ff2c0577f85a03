import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListConsents } from '#contracts/identity/invitations';

@Controller()
export class ListConsentsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListConsents.subject)
  list(@Payload() query: ListConsents) {
    return this.queries.execute(query);
  }
}
