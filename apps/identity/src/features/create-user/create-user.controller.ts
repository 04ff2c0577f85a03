import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateUser } from '#contracts/identity/access';

@Controller()
export class CreateUserController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateUser.subject)
  create(@Payload() command: CreateUser) {
    return this.commands.execute(command);
  }
}
