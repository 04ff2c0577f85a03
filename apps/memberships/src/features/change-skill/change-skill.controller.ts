import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeSkill } from '#contracts/memberships/skills';

@Controller()
export class ChangeSkillController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeSkill.subject)
  change(@Payload() command: ChangeSkill) {
    return this.commands.execute(command);
  }
}
