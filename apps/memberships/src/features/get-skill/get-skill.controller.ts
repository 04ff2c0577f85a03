import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetSkill } from '#contracts/memberships/skills';

@Controller()
export class GetSkillController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetSkill.subject)
  get(@Payload() query: GetSkill) {
    return this.queries.execute(query);
  }
}
