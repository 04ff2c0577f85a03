import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { FreezeTaxes, type QuotedLine } from '#contracts/billing/quote-documents.query';

@Controller()
export class FreezeTaxesController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(FreezeTaxes.subject)
  freeze(@Payload() command: FreezeTaxes): Promise<{ changed: QuotedLine[] }> {
    return this.commands.execute(command);
  }
}
