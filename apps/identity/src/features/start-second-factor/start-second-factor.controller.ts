import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { StartSecondFactor } from '#contracts/identity/second-factors';

@Controller()
export class StartSecondFactorController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(StartSecondFactor.subject)
  start(@Payload() command: StartSecondFactor) {
    return this.commands.execute(command);
  }
}
