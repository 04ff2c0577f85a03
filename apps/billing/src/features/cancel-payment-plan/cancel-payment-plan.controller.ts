import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CancelPaymentPlan, type PaymentPlanRecord } from '#contracts/billing/recurring-charges';

@Controller()
export class CancelPaymentPlanController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CancelPaymentPlan.subject)
  cancel(@Payload() command: CancelPaymentPlan): Promise<PaymentPlanRecord> {
    return this.commands.execute(command);
  }
}
