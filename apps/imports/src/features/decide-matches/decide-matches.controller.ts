import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DecideMatches } from '#contracts/imports/imports';

@Controller()
export class DecideMatchesController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(DecideMatches.subject)
  handle(@Payload() command: DecideMatches) {
    return this.commands.execute(command);
  }
}
