import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CancelLines, PreviewCancellations, type CancellationRecord, type PlannedUpstream } from '#contracts/billing/cancellations';
import type { PlannedBilling } from '#contracts/billing/planned-billing';

@Controller()
export class CancelLinesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @MessagePattern(PreviewCancellations.subject)
  preview(@Payload() question: PreviewCancellations): Promise<PlannedBilling & { upstream: PlannedUpstream[] }> {
    return this.queries.execute(question);
  }

  @MessagePattern(CancelLines.subject)
  cancel(@Payload() command: CancelLines): Promise<{ cancellations: CancellationRecord[] }> {
    return this.commands.execute(command);
  }
}
