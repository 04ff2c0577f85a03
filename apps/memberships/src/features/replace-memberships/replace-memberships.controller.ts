import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ReplaceMemberships } from '#contracts/memberships/replacements';

@Controller()
export class ReplaceMembershipsController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ReplaceMemberships.subject)
  replace(@Payload() command: ReplaceMemberships) {
    return this.commands.execute(command);
  }
}
