import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RequestPersonExport } from '#contracts/identity/person-exports';

@Controller()
export class RequestPersonExportController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RequestPersonExport.subject)
  request(@Payload() command: RequestPersonExport) {
    return this.commands.execute(command);
  }
}
