import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetReport } from '#contracts/imports/imports';

@Controller()
export class GetReportController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetReport.subject)
  handle(@Payload() query: GetReport) {
    return this.queries.execute(query);
  }
}
