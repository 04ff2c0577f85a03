import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListSignInProviders } from '#contracts/identity/sign-in-providers';

@Controller()
export class ListSignInProvidersController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListSignInProviders.subject)
  list(@Payload() query: ListSignInProviders) {
    return this.queries.execute(query);
  }
}
