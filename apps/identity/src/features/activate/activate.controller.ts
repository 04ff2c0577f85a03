import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { Activate } from '#contracts/identity/activation';

@Controller()
export class ActivateController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(Activate.subject)
  activate(@Payload() command: Activate) {
    return this.commands.execute(command);
  }
}
