import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeForm } from '#contracts/identity/forms';

@Controller()
export class ChangeFormController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeForm.subject)
  change(@Payload() command: ChangeForm) {
    return this.commands.execute(command);
  }
}
