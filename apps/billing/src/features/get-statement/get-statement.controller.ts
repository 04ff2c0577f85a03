import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetStatement, type StatementRecord } from '#contracts/billing/statements.query';

@Controller()
export class GetStatementController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetStatement.subject)
  get(@Payload() question: GetStatement): Promise<StatementRecord> {
    return this.queries.execute(question);
  }
}
