import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangePassword } from '#contracts/identity/passwords';

@Controller()
export class ChangePasswordController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangePassword.subject)
  change(@Payload() command: ChangePassword) {
    return this.commands.execute(command);
  }
}
