import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { SteerPlannedPayment, type PlannedPaymentRecord } from '#contracts/billing/planned-payments';

@Controller()
export class SteerPlannedPaymentController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(SteerPlannedPayment.subject)
  steer(@Payload() command: SteerPlannedPayment): Promise<PlannedPaymentRecord> {
    return this.commands.execute(command);
  }
}
