import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RemoveSecondFactor } from '#contracts/identity/second-factors';

@Controller()
export class RemoveSecondFactorController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RemoveSecondFactor.subject)
  remove(@Payload() command: RemoveSecondFactor) {
    return this.commands.execute(command);
  }
}
