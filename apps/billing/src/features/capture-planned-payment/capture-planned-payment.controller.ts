import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { PaymentRecord } from '#contracts/billing/payments';
import { CapturePlannedPayment } from '#contracts/billing/planned-payments';

@Controller()
export class CapturePlannedPaymentController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CapturePlannedPayment.subject)
  capture(@Payload() command: CapturePlannedPayment): Promise<PaymentRecord> {
    return this.commands.execute(command);
  }
}
