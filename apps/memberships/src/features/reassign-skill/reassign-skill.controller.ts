import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ReassignSkill } from '#contracts/memberships/skills';

@Controller()
export class ReassignSkillController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ReassignSkill.subject)
  reassign(@Payload() command: ReassignSkill) {
    return this.commands.execute(command);
  }
}
