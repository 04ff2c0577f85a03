import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetOnlineSettings, type OnlineSettingsRecord } from '#contracts/billing/planned-payments';

@Controller()
export class GetOnlineSettingsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetOnlineSettings.subject)
  get(@Payload() question: GetOnlineSettings): Promise<OnlineSettingsRecord> {
    return this.queries.execute(question);
  }
}
