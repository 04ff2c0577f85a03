import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreatePaymentPlan, type PaymentPlanRecord } from '#contracts/billing/recurring-charges';

@Controller()
export class CreatePaymentPlanController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreatePaymentPlan.subject)
  create(@Payload() command: CreatePaymentPlan): Promise<PaymentPlanRecord> {
    return this.commands.execute(command);
  }
}
