import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { SignIn } from '#contracts/identity/sessions.command';

@Controller()
export class SignInController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(SignIn.subject)
  signIn(@Payload() command: SignIn) {
    return this.commands.execute(command);
  }
}
