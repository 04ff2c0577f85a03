import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { MatchPayment, type PaymentRecord } from '#contracts/billing/payments';

@Controller()
export class MatchPaymentController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(MatchPayment.subject)
  match(@Payload() command: MatchPayment): Promise<PaymentRecord> {
    return this.commands.execute(command);
  }
}
