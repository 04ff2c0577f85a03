import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { MoveHome } from '#contracts/memberships/homes';

@Controller()
export class MoveHomeController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(MoveHome.subject)
  move(@Payload() command: MoveHome) {
    return this.commands.execute(command);
  }
}
