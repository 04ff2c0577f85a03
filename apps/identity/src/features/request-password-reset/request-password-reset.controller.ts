import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RequestPasswordReset } from '#contracts/identity/passwords';

@Controller()
export class RequestPasswordResetController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RequestPasswordReset.subject)
  request(@Payload() command: RequestPasswordReset) {
    return this.commands.execute(command);
  }
}
