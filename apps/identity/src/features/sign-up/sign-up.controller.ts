import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { SignUp } from '#contracts/identity/activation';

@Controller()
export class SignUpController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(SignUp.subject)
  signUp(@Payload() command: SignUp) {
    return this.commands.execute(command);
  }
}
