import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ResetPassword } from '#contracts/identity/passwords';

@Controller()
export class ResetPasswordController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ResetPassword.subject)
  reset(@Payload() command: ResetPassword) {
    return this.commands.execute(command);
  }
}
