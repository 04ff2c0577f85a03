import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RequestUsername } from '#contracts/identity/passwords';

@Controller()
export class RequestUsernameController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RequestUsername.subject)
  request(@Payload() command: RequestUsername) {
    return this.commands.execute(command);
  }
}
