import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { StartProviderLink } from '#contracts/identity/sign-in-providers';

@Controller()
export class StartProviderLinkController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(StartProviderLink.subject)
  start(@Payload() command: StartProviderLink) {
    return this.commands.execute(command);
  }
}
