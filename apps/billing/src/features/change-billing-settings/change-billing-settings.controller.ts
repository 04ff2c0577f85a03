import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeBillingSettings, type BillingSettingsRecord } from '#contracts/billing/billing-settings';

@Controller()
export class ChangeBillingSettingsController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeBillingSettings.subject)
  change(@Payload() command: ChangeBillingSettings): Promise<BillingSettingsRecord> {
    return this.commands.execute(command);
  }
}
