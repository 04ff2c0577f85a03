import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeUsername } from '#contracts/identity/passwords';

@Controller()
export class ChangeUsernameController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeUsername.subject)
  change(@Payload() command: ChangeUsername) {
    return this.commands.execute(command);
  }
}
