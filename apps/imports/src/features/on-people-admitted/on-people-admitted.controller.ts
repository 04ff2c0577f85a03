import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { Consumes } from '#platform/messaging/consumes';
import { PeopleAdmitted } from '#contracts/identity/people-admitted.event';

@Controller()
export class OnPeopleAdmittedController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(PeopleAdmitted)
  on(@Payload() event: PeopleAdmitted) {
    return this.commands.execute(event);
  }
}
