import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeSharedFields } from '#contracts/identity/shared-fields';

@Controller()
export class ChangeSharedFieldsController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeSharedFields.subject)
  change(@Payload() command: ChangeSharedFields) {
    return this.commands.execute(command);
  }
}
