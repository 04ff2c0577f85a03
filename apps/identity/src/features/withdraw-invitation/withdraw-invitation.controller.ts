import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { WithdrawInvitation } from '#contracts/identity/invitations';

@Controller()
export class WithdrawInvitationController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(WithdrawInvitation.subject)
  withdraw(@Payload() command: WithdrawInvitation) {
    return this.commands.execute(command);
  }
}
