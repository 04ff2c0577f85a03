import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeOffer } from '#contracts/memberships/offers';

@Controller()
export class ChangeOfferController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeOffer.subject)
  change(@Payload() command: ChangeOffer) {
    return this.commands.execute(command);
  }
}
