import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateLedgerCode, type LedgerCodeRecord } from '#contracts/billing/ledger-codes';

@Controller()
export class CreateLedgerCodeController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateLedgerCode.subject)
  create(@Payload() command: CreateLedgerCode): Promise<LedgerCodeRecord> {
    return this.commands.execute(command);
  }
}
