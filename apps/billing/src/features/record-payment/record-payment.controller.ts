import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RecordPayment, type PaymentRecord } from '#contracts/billing/payments';

@Controller()
export class RecordPaymentController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RecordPayment.subject)
  record(@Payload() command: RecordPayment): Promise<PaymentRecord> {
    return this.commands.execute(command);
  }
}
