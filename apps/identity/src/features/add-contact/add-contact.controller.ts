import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { AddContact } from '#contracts/identity/contacts';

@Controller()
export class AddContactController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(AddContact.subject)
  add(@Payload() command: AddContact) {
    return this.commands.execute(command);
  }
}
