import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RemoveContact } from '#contracts/identity/contacts';

@Controller()
export class RemoveContactController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RemoveContact.subject)
  remove(@Payload() command: RemoveContact) {
    return this.commands.execute(command);
  }
}
