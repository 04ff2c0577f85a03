import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DescribePeople } from '#contracts/identity/describe-people.query';

@Controller()
export class DescribePeopleController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(DescribePeople.subject)
  describe(@Payload() query: DescribePeople) {
    return this.queries.execute(query);
  }
}
