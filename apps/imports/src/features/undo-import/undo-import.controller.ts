import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { UndoImport } from '#contracts/imports/undo';

@Controller()
export class UndoImportController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(UndoImport.subject)
  handle(@Payload() command: UndoImport) {
    return this.commands.execute(command);
  }
}
