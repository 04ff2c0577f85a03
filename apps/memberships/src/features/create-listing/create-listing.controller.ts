import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateListing } from '#contracts/memberships/offers';

@Controller()
export class CreateListingController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateListing.subject)
  create(@Payload() command: CreateListing) {
    return this.commands.execute(command);
  }
}
