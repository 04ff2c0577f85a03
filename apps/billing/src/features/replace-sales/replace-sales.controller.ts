import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PreviewReplacements, SumUpReplacements, ReplaceSales, type ReplacedSale } from '#contracts/billing/pairs';
import type { BillingSummary } from '#contracts/billing/billing-summary';
import type { PlannedBilling } from '#contracts/billing/planned-billing';

@Controller()
export class ReplaceSalesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @MessagePattern(SumUpReplacements.subject)
  sumUp(@Payload() question: SumUpReplacements): Promise<BillingSummary> {
    return this.queries.execute(question);
  }

  @MessagePattern(PreviewReplacements.subject)
  preview(@Payload() question: PreviewReplacements): Promise<PlannedBilling> {
    return this.queries.execute(question);
  }

  @MessagePattern(ReplaceSales.subject)
  replace(@Payload() command: ReplaceSales): Promise<{ replacements: ReplacedSale[] }> {
    return this.commands.execute(command);
  }
}
