import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateListings } from '#contracts/memberships/offers';

@Controller()
export class CreateListingsController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateListings.subject)
  create(@Payload() command: CreateListings) {
    return this.commands.execute(command);
  }
}
