import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateForm } from '#contracts/identity/forms';

@Controller()
export class CreateFormController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateForm.subject)
  create(@Payload() command: CreateForm) {
    return this.commands.execute(command);
  }
}
