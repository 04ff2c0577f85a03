import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListHomeMoves } from '#contracts/memberships/homes';

@Controller()
export class ListHomeMovesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListHomeMoves.subject)
  list(@Payload() query: ListHomeMoves) {
    return this.queries.execute(query);
  }
}
