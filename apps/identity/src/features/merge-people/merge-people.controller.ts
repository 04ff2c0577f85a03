import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { MergePeople } from '#contracts/identity/merges';

@Controller()
export class MergePeopleController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(MergePeople.subject)
  merge(@Payload() command: MergePeople) {
    return this.commands.execute(command);
  }
}
