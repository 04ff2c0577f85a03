import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListHomes } from '#contracts/memberships/homes';

@Controller()
export class ListHomesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListHomes.subject)
  list(@Payload() query: ListHomes) {
    return this.queries.execute(query);
  }
}
