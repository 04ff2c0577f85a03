import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { JoinFamily } from '#contracts/identity/family-logins';

@Controller()
export class JoinFamilyController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(JoinFamily.subject)
  join(@Payload() command: JoinFamily) {
    return this.commands.execute(command);
  }
}
