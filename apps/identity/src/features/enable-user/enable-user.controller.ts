import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { EnableUser } from '#contracts/identity/staff';

@Controller()
export class EnableUserController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(EnableUser.subject)
  enable(@Payload() command: EnableUser) {
    return this.commands.execute(command);
  }
}
