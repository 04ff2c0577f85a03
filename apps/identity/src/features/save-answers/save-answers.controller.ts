import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { SaveAnswers } from '#contracts/identity/forms';

@Controller()
export class SaveAnswersController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(SaveAnswers.subject)
  save(@Payload() command: SaveAnswers) {
    return this.commands.execute(command);
  }
}
