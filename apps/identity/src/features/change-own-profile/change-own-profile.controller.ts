import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeOwnProfile } from '#contracts/identity/own-clients';

@Controller()
export class ChangeOwnProfileController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeOwnProfile.subject)
  change(@Payload() command: ChangeOwnProfile) {
    return this.commands.execute(command);
  }
}
