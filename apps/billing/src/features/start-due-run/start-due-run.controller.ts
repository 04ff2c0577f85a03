import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { StartDueRun, type DueRunRecord } from '#contracts/billing/recurring-charges';

@Controller()
export class StartDueRunController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(StartDueRun.subject)
  start(@Payload() command: StartDueRun): Promise<DueRunRecord> {
    return this.commands.execute(command);
  }
}
