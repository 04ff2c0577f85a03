import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DescribeCardHolder } from '#contracts/identity/describe-card-holder.query';

@Controller()
export class DescribeCardHolderController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(DescribeCardHolder.subject)
  describe(@Payload() query: DescribeCardHolder) {
    return this.queries.execute(query);
  }
}
