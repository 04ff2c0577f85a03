import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListMerges } from '#contracts/identity/merges';

@Controller()
export class ListMergesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListMerges.subject)
  list(@Payload() query: ListMerges) {
    return this.queries.execute(query);
  }
}
