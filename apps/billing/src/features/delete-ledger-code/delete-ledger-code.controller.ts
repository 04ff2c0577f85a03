import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DeleteLedgerCode, type LedgerCodeRecord } from '#contracts/billing/ledger-codes';

@Controller()
export class DeleteLedgerCodeController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(DeleteLedgerCode.subject)
  delete(@Payload() command: DeleteLedgerCode): Promise<LedgerCodeRecord> {
    return this.commands.execute(command);
  }
}
