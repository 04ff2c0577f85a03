import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RevokeApiKey } from '#contracts/identity/access';

@Controller()
export class RevokeApiKeyController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RevokeApiKey.subject)
  revoke(@Payload() command: RevokeApiKey) {
    return this.commands.execute(command);
  }
}
