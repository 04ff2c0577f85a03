import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetInvitation } from '#contracts/identity/invitations';

@Controller()
export class GetInvitationController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetInvitation.subject)
  get(@Payload() query: GetInvitation) {
    return this.queries.execute(query);
  }
}
