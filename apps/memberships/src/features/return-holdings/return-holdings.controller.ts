import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { ReturnHoldings } from '#contracts/memberships/merges';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class ReturnHoldingsController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(ReturnHoldings)
  return(@Payload() command: ReturnHoldings): Promise<void> {
    return this.commands.execute(command);
  }
}
