import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { BillMonths } from '#contracts/memberships/months';

@Controller()
export class BillMonthsController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(BillMonths.subject)
  bill(@Payload() command: BillMonths) {
    return this.commands.execute(command);
  }
}
