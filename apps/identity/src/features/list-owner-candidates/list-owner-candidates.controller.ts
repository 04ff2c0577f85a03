import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListOwnerCandidates } from '#contracts/identity/account-owners';

@Controller()
export class ListOwnerCandidatesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListOwnerCandidates.subject)
  list(@Payload() query: ListOwnerCandidates) {
    return this.queries.execute(query);
  }
}
