import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeLedgerCode, type LedgerCodeRecord } from '#contracts/billing/ledger-codes';

@Controller()
export class ChangeLedgerCodeController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeLedgerCode.subject)
  change(@Payload() command: ChangeLedgerCode): Promise<LedgerCodeRecord> {
    return this.commands.execute(command);
  }
}
