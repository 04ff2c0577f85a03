import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CommitImport } from '#contracts/imports/imports';

@Controller()
export class CommitImportController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CommitImport.subject)
  handle(@Payload() command: CommitImport) {
    return this.commands.execute(command);
  }
}
