import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ReportSales } from '#contracts/memberships/reports.query';

@Controller()
export class ReportSalesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ReportSales.subject)
  report(@Payload() question: ReportSales) {
    return this.queries.execute(question);
  }
}
