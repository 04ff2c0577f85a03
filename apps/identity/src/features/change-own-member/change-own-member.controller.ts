import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeOwnMember } from '#contracts/identity/shared-fields';

@Controller()
export class ChangeOwnMemberController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeOwnMember.subject)
  change(@Payload() command: ChangeOwnMember) {
    return this.commands.execute(command);
  }
}
