import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { WithdrawFamilyLogin } from '#contracts/identity/family-logins';

@Controller()
export class WithdrawFamilyLoginController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(WithdrawFamilyLogin.subject)
  withdraw(@Payload() command: WithdrawFamilyLogin) {
    return this.commands.execute(command);
  }
}
