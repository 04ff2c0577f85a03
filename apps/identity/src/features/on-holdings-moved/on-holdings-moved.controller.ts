import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { HoldingsMoved } from '#contracts/memberships/merges';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class OnHoldingsMovedController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(HoldingsMoved)
  on(@Payload() event: HoldingsMoved) {
    return this.commands.execute(event);
  }
}
