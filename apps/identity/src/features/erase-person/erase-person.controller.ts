import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ErasePerson } from '#contracts/identity/person-erasures';

@Controller()
export class ErasePersonController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ErasePerson.subject)
  erase(@Payload() command: ErasePerson) {
    return this.commands.execute(command);
  }
}
