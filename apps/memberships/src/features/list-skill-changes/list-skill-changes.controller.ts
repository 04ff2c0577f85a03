import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListSkillChanges } from '#contracts/memberships/skills';

@Controller()
export class ListSkillChangesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListSkillChanges.subject)
  list(@Payload() query: ListSkillChanges) {
    return this.queries.execute(query);
  }
}
