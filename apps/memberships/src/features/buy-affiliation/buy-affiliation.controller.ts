import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { BuyAffiliation } from '#contracts/memberships/affiliations';

@Controller()
export class BuyAffiliationController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(BuyAffiliation.subject)
  buy(@Payload() message: BuyAffiliation) {
    return this.commands.execute(message);
  }
}
