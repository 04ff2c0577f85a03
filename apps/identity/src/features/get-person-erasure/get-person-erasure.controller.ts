import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetPersonErasure, ListPersonErasures } from '#contracts/identity/person-erasures';

@Controller()
export class GetPersonErasureController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetPersonErasure.subject)
  get(@Payload() query: GetPersonErasure) {
    return this.queries.execute(query);
  }

  @MessagePattern(ListPersonErasures.subject)
  list(@Payload() query: ListPersonErasures) {
    return this.queries.execute(query);
  }
}
