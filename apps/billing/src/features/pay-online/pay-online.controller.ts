import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PayOnline, type OnlinePaymentRecord } from '#contracts/billing/planned-payments';

@Controller()
export class PayOnlineController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(PayOnline.subject)
  pay(@Payload() command: PayOnline): Promise<OnlinePaymentRecord> {
    return this.commands.execute(command);
  }
}
