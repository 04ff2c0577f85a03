import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { StartImport } from '#contracts/imports/imports';

@Controller()
export class StartImportController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(StartImport.subject)
  handle(@Payload() command: StartImport) {
    return this.commands.execute(command);
  }
}
