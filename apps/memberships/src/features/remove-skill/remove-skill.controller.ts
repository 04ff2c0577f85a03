import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RemoveSkill } from '#contracts/memberships/skills';

@Controller()
export class RemoveSkillController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RemoveSkill.subject)
  remove(@Payload() command: RemoveSkill) {
    return this.commands.execute(command);
  }
}
