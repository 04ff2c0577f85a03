import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListMemberSkills } from '#contracts/memberships/skills';

@Controller()
export class ListMemberSkillsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListMemberSkills.subject)
  list(@Payload() query: ListMemberSkills) {
    return this.queries.execute(query);
  }
}
