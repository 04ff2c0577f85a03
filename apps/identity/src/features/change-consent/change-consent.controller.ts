import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeConsent } from '#contracts/identity/invitations';

@Controller()
export class ChangeConsentController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeConsent.subject)
  change(@Payload() command: ChangeConsent) {
    return this.commands.execute(command);
  }
}
