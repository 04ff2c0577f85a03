import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RefreshSession } from '#contracts/identity/sessions.command';

@Controller()
export class RefreshSessionController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RefreshSession.subject)
  refresh(@Payload() command: RefreshSession) {
    return this.commands.execute(command);
  }
}
