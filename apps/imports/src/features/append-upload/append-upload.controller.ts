import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { AppendUpload } from '#contracts/imports/imports';

@Controller()
export class AppendUploadController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(AppendUpload.subject)
  handle(@Payload() command: AppendUpload) {
    return this.commands.execute(command);
  }
}
