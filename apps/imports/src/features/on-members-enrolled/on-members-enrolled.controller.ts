import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { Consumes } from '#platform/messaging/consumes';
import { MembersEnrolled } from '#contracts/memberships/members-enrolled.event';

@Controller()
export class OnMembersEnrolledController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(MembersEnrolled)
  on(@Payload() event: MembersEnrolled) {
    return this.commands.execute(event);
  }
}
