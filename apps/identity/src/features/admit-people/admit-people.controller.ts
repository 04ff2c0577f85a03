import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { AdmitPeople } from '#contracts/identity/admit-people.command';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class AdmitPeopleController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(AdmitPeople)
  admit(@Payload() command: AdmitPeople): Promise<void> {
    return this.commands.execute(command);
  }
}
