import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetInvitationLink } from '#contracts/identity/invitations';

@Controller()
export class GetInvitationLinkController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetInvitationLink.subject)
  get(@Payload() query: GetInvitationLink) {
    return this.queries.execute(query);
  }
}
