import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { LogActivity } from '#contracts/memberships/entry';

@Controller()
export class LogActivityController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(LogActivity.subject)
  log(@Payload() command: LogActivity) {
    return this.commands.execute(command);
  }
}
