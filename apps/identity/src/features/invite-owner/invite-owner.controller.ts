import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { InviteOwner } from '#contracts/identity/invitations';

@Controller()
export class InviteOwnerController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(InviteOwner.subject)
  invite(@Payload() command: InviteOwner) {
    return this.commands.execute(command);
  }
}
