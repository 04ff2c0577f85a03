import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { CounterDocuments } from '#contracts/billing/counter-documents.command';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class CounterDocumentsController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(CounterDocuments)
  counter(@Payload() command: CounterDocuments): Promise<void> {
    return this.commands.execute(command);
  }
}
