import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeClientSettings } from '#contracts/identity/client-settings';

@Controller()
export class ChangeClientSettingsController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeClientSettings.subject)
  change(@Payload() command: ChangeClientSettings) {
    return this.commands.execute(command);
  }
}
