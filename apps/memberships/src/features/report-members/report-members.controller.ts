import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ReportMembers } from '#contracts/memberships/reports.query';

@Controller()
export class ReportMembersController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ReportMembers.subject)
  report(@Payload() question: ReportMembers) {
    return this.queries.execute(question);
  }
}
