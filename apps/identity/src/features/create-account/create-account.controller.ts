import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateAccount } from '#contracts/identity/new-account';

@Controller()
export class CreateAccountController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateAccount.subject)
  create(@Payload() command: CreateAccount) {
    return this.commands.execute(command);
  }
}
