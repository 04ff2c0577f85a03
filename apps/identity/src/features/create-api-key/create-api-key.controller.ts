import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateApiKey } from '#contracts/identity/access';

@Controller()
export class CreateApiKeyController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateApiKey.subject)
  create(@Payload() command: CreateApiKey) {
    return this.commands.execute(command);
  }
}
