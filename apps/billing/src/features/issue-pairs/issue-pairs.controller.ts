import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { IssuePairs, PreviewPairs, SumUpPairs, type BilledSale } from '#contracts/billing/pairs';
import type { BillingSummary } from '#contracts/billing/billing-summary';
import type { PlannedBilling } from '#contracts/billing/planned-billing';

@Controller()
export class IssuePairsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @MessagePattern(SumUpPairs.subject)
  sumUp(@Payload() question: SumUpPairs): Promise<BillingSummary> {
    return this.queries.execute(question);
  }

  @MessagePattern(PreviewPairs.subject)
  preview(@Payload() question: PreviewPairs): Promise<PlannedBilling> {
    return this.queries.execute(question);
  }

  @MessagePattern(IssuePairs.subject)
  issue(@Payload() command: IssuePairs): Promise<{ sales: BilledSale[] }> {
    return this.commands.execute(command);
  }
}
