import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PlanPayment, type PlannedPaymentRecord } from '#contracts/billing/planned-payments';

@Controller()
export class PlanPaymentController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(PlanPayment.subject)
  plan(@Payload() command: PlanPayment): Promise<PlannedPaymentRecord> {
    return this.commands.execute(command);
  }
}
