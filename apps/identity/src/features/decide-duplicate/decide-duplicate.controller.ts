import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DecideDuplicate } from '#contracts/identity/possible-duplicates';

@Controller()
export class DecideDuplicateController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(DecideDuplicate.subject)
  decide(@Payload() command: DecideDuplicate) {
    return this.commands.execute(command);
  }
}
