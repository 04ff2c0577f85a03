import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RemindInvited } from '#contracts/identity/invitations';

@Controller()
export class RemindInvitedController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RemindInvited.subject)
  remind(@Payload() command: RemindInvited) {
    return this.commands.execute(command);
  }
}
