import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetCard } from '#contracts/memberships/cards';

@Controller()
export class GetCardController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetCard.subject)
  get(@Payload() query: GetCard) {
    return this.queries.execute(query);
  }
}
