import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GiveRefund, type RefundRecord } from '#contracts/billing/payments';

@Controller()
export class GiveRefundController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(GiveRefund.subject)
  give(@Payload() command: GiveRefund): Promise<RefundRecord> {
    return this.commands.execute(command);
  }
}
