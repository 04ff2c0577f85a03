import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeOnlineSettings, type OnlineSettingsRecord } from '#contracts/billing/planned-payments';

@Controller()
export class ChangeOnlineSettingsController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeOnlineSettings.subject)
  change(@Payload() command: ChangeOnlineSettings): Promise<OnlineSettingsRecord> {
    return this.commands.execute(command);
  }
}
