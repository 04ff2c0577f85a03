import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangePlannedPayment, type PlannedPaymentRecord } from '#contracts/billing/planned-payments';

@Controller()
export class ChangePlannedPaymentController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangePlannedPayment.subject)
  change(@Payload() command: ChangePlannedPayment): Promise<PlannedPaymentRecord> {
    return this.commands.execute(command);
  }
}
