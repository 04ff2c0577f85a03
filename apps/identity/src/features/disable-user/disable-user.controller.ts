import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DisableUser } from '#contracts/identity/staff';

@Controller()
export class DisableUserController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(DisableUser.subject)
  disable(@Payload() command: DisableUser) {
    return this.commands.execute(command);
  }
}
