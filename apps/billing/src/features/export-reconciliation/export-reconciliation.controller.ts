import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ExportReconciliation } from '#contracts/billing/reconciliation';

@Controller()
export class ExportReconciliationController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ExportReconciliation.subject)
  export(@Payload() question: ExportReconciliation): Promise<{ text: string; next: string | null; fileName: string }> {
    return this.queries.execute(question);
  }
}
