import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreditPairs, PreviewPairCredits, type CreditedSale } from '#contracts/billing/pairs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';

@Controller()
export class CreditPairsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @MessagePattern(PreviewPairCredits.subject)
  preview(@Payload() question: PreviewPairCredits): Promise<PlannedBilling> {
    return this.queries.execute(question);
  }

  @MessagePattern(CreditPairs.subject)
  credit(@Payload() command: CreditPairs): Promise<{ credits: CreditedSale[] }> {
    return this.commands.execute(command);
  }
}
