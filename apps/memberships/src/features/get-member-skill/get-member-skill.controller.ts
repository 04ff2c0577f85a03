import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetMemberSkill } from '#contracts/memberships/skills';

@Controller()
export class GetMemberSkillController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetMemberSkill.subject)
  get(@Payload() query: GetMemberSkill) {
    return this.queries.execute(query);
  }
}
