import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { EraseMyself } from '#contracts/identity/person-erasures';

@Controller()
export class EraseMyselfController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(EraseMyself.subject)
  erase(@Payload() command: EraseMyself) {
    return this.commands.execute(command);
  }
}
