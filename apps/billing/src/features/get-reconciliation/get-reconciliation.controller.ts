import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetReconciliation, type Reconciliation } from '#contracts/billing/reconciliation';

@Controller()
export class GetReconciliationController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetReconciliation.subject)
  get(@Payload() question: GetReconciliation): Promise<Reconciliation> {
    return this.queries.execute(question);
  }
}
