import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { FindOwners } from '#contracts/identity/find-owners.query';

@Controller()
export class FindOwnersController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(FindOwners.subject)
  find(@Payload() query: FindOwners) {
    return this.queries.execute(query);
  }
}
