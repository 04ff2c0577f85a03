import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GiveUsername } from '#contracts/identity/corporate-accounts';

@Controller()
export class GiveUsernameController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(GiveUsername.subject)
  give(@Payload() command: GiveUsername) {
    return this.commands.execute(command);
  }
}
