import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeProfile } from '#contracts/identity/managing';

@Controller()
export class ChangeProfileController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeProfile.subject)
  change(@Payload() command: ChangeProfile) {
    return this.commands.execute(command);
  }
}
