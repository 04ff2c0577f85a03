import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ReleaseSales } from '#contracts/memberships/reserve-sales.command';

@Controller()
export class ReleaseSalesController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ReleaseSales.subject)
  release(@Payload() command: ReleaseSales) {
    return this.commands.execute(command);
  }
}
