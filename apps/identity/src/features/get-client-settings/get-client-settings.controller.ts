import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetClientSettings } from '#contracts/identity/client-settings';

@Controller()
export class GetClientSettingsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetClientSettings.subject)
  get(@Payload() query: GetClientSettings) {
    return this.queries.execute(query);
  }
}
