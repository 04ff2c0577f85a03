import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeContact } from '#contracts/identity/contacts';

@Controller()
export class ChangeContactController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeContact.subject)
  change(@Payload() command: ChangeContact) {
    return this.commands.execute(command);
  }
}
