import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeListing } from '#contracts/memberships/offers';

@Controller()
export class ChangeListingController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeListing.subject)
  change(@Payload() command: ChangeListing) {
    return this.commands.execute(command);
  }
}
