import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RequestActivation } from '#contracts/identity/activation';

@Controller()
export class RequestActivationController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RequestActivation.subject)
  request(@Payload() command: RequestActivation) {
    return this.commands.execute(command);
  }
}
