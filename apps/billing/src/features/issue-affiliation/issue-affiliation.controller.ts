import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { IssueAffiliationInvoice, PreviewAffiliationInvoice } from '#contracts/billing/affiliations';
import type { DocumentRef } from '#contracts/billing/credits';
import type { PlannedBilling } from '#contracts/billing/planned-billing';

@Controller()
export class IssueAffiliationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @MessagePattern(PreviewAffiliationInvoice.subject)
  preview(@Payload() question: PreviewAffiliationInvoice): Promise<PlannedBilling> {
    return this.queries.execute(question);
  }

  @MessagePattern(IssueAffiliationInvoice.subject)
  issue(@Payload() command: IssueAffiliationInvoice): Promise<DocumentRef> {
    return this.commands.execute(command);
  }
}
