import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { AnswerInvitation } from '#contracts/identity/invitations';

@Controller()
export class AnswerInvitationController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(AnswerInvitation.subject)
  answer(@Payload() command: AnswerInvitation) {
    return this.commands.execute(command);
  }
}
