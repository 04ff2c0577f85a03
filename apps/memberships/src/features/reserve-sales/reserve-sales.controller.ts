import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ReserveSales } from '#contracts/memberships/reserve-sales.command';

@Controller()
export class ReserveSalesController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ReserveSales.subject)
  reserve(@Payload() command: ReserveSales) {
    return this.commands.execute(command);
  }
}
