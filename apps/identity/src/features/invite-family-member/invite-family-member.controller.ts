import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { InviteFamilyMember } from '#contracts/identity/family-logins';

@Controller()
export class InviteFamilyMemberController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(InviteFamilyMember.subject)
  invite(@Payload() command: InviteFamilyMember) {
    return this.commands.execute(command);
  }
}
