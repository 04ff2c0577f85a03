import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { SteerImport } from '#contracts/imports/imports';

@Controller()
export class SteerImportController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(SteerImport.subject)
  handle(@Payload() command: SteerImport) {
    return this.commands.execute(command);
  }
}
