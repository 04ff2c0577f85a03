import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { IssueInvoices } from '#contracts/billing/issue-invoices.command';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class IssueInvoicesController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(IssueInvoices)
  issue(@Payload() command: IssueInvoices): Promise<void> {
    return this.commands.execute(command);
  }
}
