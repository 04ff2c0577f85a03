import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ConfirmSecondFactor } from '#contracts/identity/second-factors';

@Controller()
export class ConfirmSecondFactorController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ConfirmSecondFactor.subject)
  confirm(@Payload() command: ConfirmSecondFactor) {
    return this.commands.execute(command);
  }
}
