import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { SignOut } from '#contracts/identity/sessions.command';

@Controller()
export class SignOutController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(SignOut.subject)
  signOut(@Payload() command: SignOut) {
    return this.commands.execute(command);
  }
}
