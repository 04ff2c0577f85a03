import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DepositCheques, type Deposit } from '#contracts/billing/planned-payments';

@Controller()
export class DepositChequesController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(DepositCheques.subject)
  deposit(@Payload() command: DepositCheques): Promise<{ payments: Deposit[] }> {
    return this.commands.execute(command);
  }
}
