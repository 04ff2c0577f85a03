import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { HoldingsReturned } from '#contracts/memberships/merges';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class OnHoldingsReturnedController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(HoldingsReturned)
  on(@Payload() event: HoldingsReturned) {
    return this.commands.execute(event);
  }
}
