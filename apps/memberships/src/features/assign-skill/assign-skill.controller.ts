import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { AssignSkill } from '#contracts/memberships/skills';

@Controller()
export class AssignSkillController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(AssignSkill.subject)
  assign(@Payload() command: AssignSkill) {
    return this.commands.execute(command);
  }
}
