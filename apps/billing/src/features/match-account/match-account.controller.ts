import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { MatchAccount, type AccountMatch } from '#contracts/billing/payments';

@Controller()
export class MatchAccountController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(MatchAccount.subject)
  match(@Payload() command: MatchAccount): Promise<{ matches: AccountMatch[] }> {
    return this.commands.execute(command);
  }
}
