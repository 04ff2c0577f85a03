import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListCards } from '#contracts/memberships/cards';

@Controller()
export class ListCardsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListCards.subject)
  list(@Payload() query: ListCards) {
    return this.queries.execute(query);
  }
}
