import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetOwnCard, ListOwnCards, MakeOwnCardFile } from '#contracts/memberships/own';

@Controller()
export class GetOwnCardController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListOwnCards.subject)
  list(@Payload() query: ListOwnCards) {
    return this.queries.execute(query);
  }

  @MessagePattern(GetOwnCard.subject)
  get(@Payload() query: GetOwnCard) {
    return this.queries.execute(query);
  }

  @MessagePattern(MakeOwnCardFile.subject)
  make(@Payload() query: MakeOwnCardFile) {
    return this.queries.execute(query);
  }
}
