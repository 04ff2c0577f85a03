import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { UnmergePeople } from '#contracts/identity/merges';

@Controller()
export class UnmergePeopleController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(UnmergePeople.subject)
  unmerge(@Payload() command: UnmergePeople) {
    return this.commands.execute(command);
  }
}
