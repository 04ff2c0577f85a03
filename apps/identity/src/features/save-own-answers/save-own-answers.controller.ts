import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { SaveOwnAnswers } from '#contracts/identity/forms';

@Controller()
export class SaveOwnAnswersController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(SaveOwnAnswers.subject)
  save(@Payload() command: SaveOwnAnswers) {
    return this.commands.execute(command);
  }
}
