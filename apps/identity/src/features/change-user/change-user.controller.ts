import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeUser } from '#contracts/identity/staff';

@Controller()
export class ChangeUserController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeUser.subject)
  change(@Payload() command: ChangeUser) {
    return this.commands.execute(command);
  }
}
