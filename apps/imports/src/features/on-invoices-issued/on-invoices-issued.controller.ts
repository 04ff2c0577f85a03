import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { Consumes } from '#platform/messaging/consumes';
import { InvoicesIssued } from '#contracts/billing/invoices-issued.event';

@Controller()
export class OnInvoicesIssuedController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(InvoicesIssued)
  on(@Payload() event: InvoicesIssued) {
    return this.commands.execute(event);
  }
}
