import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListReplacementTargets } from '#contracts/memberships/replacement-targets.query';

@Controller()
export class ListReplacementTargetsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListReplacementTargets.subject)
  list(@Payload() query: ListReplacementTargets) {
    return this.queries.execute(query);
  }
}
