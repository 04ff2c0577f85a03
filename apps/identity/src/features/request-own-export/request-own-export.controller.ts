import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RequestOwnExport } from '#contracts/identity/person-exports';

@Controller()
export class RequestOwnExportController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RequestOwnExport.subject)
  request(@Payload() command: RequestOwnExport) {
    return this.commands.execute(command);
  }
}
