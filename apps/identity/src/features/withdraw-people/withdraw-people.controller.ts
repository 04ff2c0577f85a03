import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { WithdrawPeople } from '#contracts/identity/withdraw-people.command';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class WithdrawPeopleController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(WithdrawPeople)
  withdraw(@Payload() command: WithdrawPeople): Promise<void> {
    return this.commands.execute(command);
  }
}
