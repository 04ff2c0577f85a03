import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetBillingSettings, type BillingSettingsRecord } from '#contracts/billing/billing-settings';

@Controller()
export class GetBillingSettingsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetBillingSettings.subject)
  get(@Payload() question: GetBillingSettings): Promise<BillingSettingsRecord> {
    return this.queries.execute(question);
  }
}
