import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListInvitations } from '#contracts/identity/invitations';

@Controller()
export class ListInvitationsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListInvitations.subject)
  list(@Payload() query: ListInvitations) {
    return this.queries.execute(query);
  }
}
