import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateSkill } from '#contracts/memberships/skills';

@Controller()
export class CreateSkillController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateSkill.subject)
  create(@Payload() command: CreateSkill) {
    return this.commands.execute(command);
  }
}
