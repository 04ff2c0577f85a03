import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { UndoMatch, type PaymentRecord } from '#contracts/billing/payments';

@Controller()
export class UndoMatchController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(UndoMatch.subject)
  undo(@Payload() command: UndoMatch): Promise<PaymentRecord> {
    return this.commands.execute(command);
  }
}
