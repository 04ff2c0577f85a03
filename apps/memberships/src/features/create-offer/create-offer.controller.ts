import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateOffer } from '#contracts/memberships/offers';

@Controller()
export class CreateOfferController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateOffer.subject)
  create(@Payload() command: CreateOffer) {
    return this.commands.execute(command);
  }
}
