import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListSkills } from '#contracts/memberships/skills';

@Controller()
export class ListSkillsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListSkills.subject)
  list(@Payload() query: ListSkills) {
    return this.queries.execute(query);
  }
}
