import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { FindMember } from '#contracts/identity/find-member.query';

@Controller()
export class FindMemberController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(FindMember.subject)
  find(@Payload() query: FindMember) {
    return this.queries.execute(query);
  }
}
