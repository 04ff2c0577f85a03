import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetPossibleDuplicate } from '#contracts/identity/possible-duplicates';

@Controller()
export class GetPossibleDuplicateController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetPossibleDuplicate.subject)
  get(@Payload() query: GetPossibleDuplicate) {
    return this.queries.execute(query);
  }
}
