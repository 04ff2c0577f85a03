import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { Consumes } from '#platform/messaging/consumes';
import { PeopleWithdrawn } from '#contracts/identity/withdraw-people.command';

@Controller()
export class OnPeopleWithdrawnController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(PeopleWithdrawn)
  on(@Payload() event: PeopleWithdrawn) {
    return this.commands.execute(event);
  }
}
