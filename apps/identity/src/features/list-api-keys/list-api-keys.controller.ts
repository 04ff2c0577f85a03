import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListApiKeys } from '#contracts/identity/access';

@Controller()
export class ListApiKeysController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListApiKeys.subject)
  list(@Payload() query: ListApiKeys) {
    return this.queries.execute(query);
  }
}
