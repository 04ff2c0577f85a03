import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RemoveProviderLink } from '#contracts/identity/sign-in-providers';

@Controller()
export class RemoveProviderLinkController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RemoveProviderLink.subject)
  remove(@Payload() command: RemoveProviderLink) {
    return this.commands.execute(command);
  }
}
