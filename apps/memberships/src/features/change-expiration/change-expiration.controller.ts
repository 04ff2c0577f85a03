import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeExpiration } from '#contracts/memberships/expirations';

@Controller()
export class ChangeExpirationController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeExpiration.subject)
  change(@Payload() command: ChangeExpiration) {
    return this.commands.execute(command);
  }
}
