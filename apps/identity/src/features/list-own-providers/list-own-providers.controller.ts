import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListOwnProviders } from '#contracts/identity/sign-in-providers';

@Controller()
export class ListOwnProvidersController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListOwnProviders.subject)
  list(@Payload() query: ListOwnProviders) {
    return this.queries.execute(query);
  }
}
