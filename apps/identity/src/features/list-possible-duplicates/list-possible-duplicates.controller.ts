import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListPossibleDuplicates } from '#contracts/identity/possible-duplicates';

@Controller()
export class ListPossibleDuplicatesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListPossibleDuplicates.subject)
  list(@Payload() query: ListPossibleDuplicates) {
    return this.queries.execute(query);
  }
}
