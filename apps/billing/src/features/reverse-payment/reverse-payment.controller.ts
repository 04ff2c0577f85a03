import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ReversePayment, type PaymentRecord } from '#contracts/billing/payments';

@Controller()
export class ReversePaymentController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ReversePayment.subject)
  reverse(@Payload() command: ReversePayment): Promise<PaymentRecord> {
    return this.commands.execute(command);
  }
}
