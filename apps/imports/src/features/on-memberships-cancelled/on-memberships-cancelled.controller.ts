import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { Consumes } from '#platform/messaging/consumes';
import { MembershipsCancelled } from '#contracts/memberships/cancel-memberships.command';

@Controller()
export class OnMembershipsCancelledController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(MembershipsCancelled)
  on(@Payload() event: MembershipsCancelled) {
    return this.commands.execute(event);
  }
}
