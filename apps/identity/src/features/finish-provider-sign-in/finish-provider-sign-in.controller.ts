import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { FinishProviderSignIn } from '#contracts/identity/sign-in-providers';

@Controller()
export class FinishProviderSignInController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(FinishProviderSignIn.subject)
  finish(@Payload() command: FinishProviderSignIn) {
    return this.commands.execute(command);
  }
}
