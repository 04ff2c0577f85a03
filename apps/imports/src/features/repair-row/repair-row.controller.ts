import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RepairRow } from '#contracts/imports/imports';

@Controller()
export class RepairRowController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RepairRow.subject)
  handle(@Payload() command: RepairRow) {
    return this.commands.execute(command);
  }
}
