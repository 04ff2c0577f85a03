import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PreviewReplacements, ReplaceSales, type ReplacedSale } from '#contracts/billing/pairs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';

@Controller()
export class ReplaceSalesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @MessagePattern(PreviewReplacements.subject)
  preview(@Payload() question: PreviewReplacements): Promise<PlannedBilling> {
    return this.queries.execute(question);
  }

  @MessagePattern(ReplaceSales.subject)
  replace(@Payload() command: ReplaceSales): Promise<{ replacements: ReplacedSale[] }> {
    return this.commands.execute(command);
  }
}
