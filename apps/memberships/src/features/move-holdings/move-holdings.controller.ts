import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { MoveHoldings } from '#contracts/memberships/merges';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class MoveHoldingsController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(MoveHoldings)
  move(@Payload() command: MoveHoldings): Promise<void> {
    return this.commands.execute(command);
  }
}
