import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { Consumes } from '#platform/messaging/consumes';
import { DocumentsCountered } from '#contracts/billing/counter-documents.command';

@Controller()
export class OnDocumentsCounteredController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(DocumentsCountered)
  on(@Payload() event: DocumentsCountered) {
    return this.commands.execute(event);
  }
}
