import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { SignOutEverywhere } from '#contracts/identity/passwords';

@Controller()
export class SignOutEverywhereController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(SignOutEverywhere.subject)
  signOut(@Payload() command: SignOutEverywhere) {
    return this.commands.execute(command);
  }
}
