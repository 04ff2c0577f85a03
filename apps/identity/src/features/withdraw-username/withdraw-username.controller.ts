import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { WithdrawUsername } from '#contracts/identity/corporate-accounts';

@Controller()
export class WithdrawUsernameController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(WithdrawUsername.subject)
  withdraw(@Payload() command: WithdrawUsername) {
    return this.commands.execute(command);
  }
}
