import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RequestActivations } from '#contracts/identity/activation';

@Controller()
export class RequestActivationsController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RequestActivations.subject)
  request(@Payload() command: RequestActivations) {
    return this.commands.execute(command);
  }
}
