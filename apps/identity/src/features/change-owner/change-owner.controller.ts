import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeOwner } from '#contracts/identity/account-owners';

@Controller()
export class ChangeOwnerController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeOwner.subject)
  change(@Payload() command: ChangeOwner) {
    return this.commands.execute(command);
  }
}
