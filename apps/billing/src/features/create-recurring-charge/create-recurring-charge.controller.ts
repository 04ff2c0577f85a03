import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateRecurringCharge, type RecurringChargeRecord } from '#contracts/billing/recurring-charges';

@Controller()
export class CreateRecurringChargeController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateRecurringCharge.subject)
  create(@Payload() command: CreateRecurringCharge): Promise<RecurringChargeRecord> {
    return this.commands.execute(command);
  }
}
