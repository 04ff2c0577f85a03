import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { EnrolMembers } from '#contracts/memberships/enrol-members.command';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class EnrolMembersController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(EnrolMembers)
  enrol(@Payload() command: EnrolMembers): Promise<void> {
    return this.commands.execute(command);
  }
}
