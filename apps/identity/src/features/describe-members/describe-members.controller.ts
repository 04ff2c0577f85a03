import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DescribeMembers } from '#contracts/identity/describe-members.query';

@Controller()
export class DescribeMembersController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(DescribeMembers.subject)
  describe(@Payload() query: DescribeMembers) {
    return this.queries.execute(query);
  }
}
