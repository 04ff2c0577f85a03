import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { FinishProviderLink } from '#contracts/identity/sign-in-providers';

@Controller()
export class FinishProviderLinkController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(FinishProviderLink.subject)
  finish(@Payload() command: FinishProviderLink) {
    return this.commands.execute(command);
  }
}
