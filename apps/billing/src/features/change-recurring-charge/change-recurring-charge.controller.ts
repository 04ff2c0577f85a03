import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeRecurringCharge, type RecurringChargeRecord } from '#contracts/billing/recurring-charges';

@Controller()
export class ChangeRecurringChargeController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeRecurringCharge.subject)
  change(@Payload() command: ChangeRecurringCharge): Promise<RecurringChargeRecord> {
    return this.commands.execute(command);
  }
}
