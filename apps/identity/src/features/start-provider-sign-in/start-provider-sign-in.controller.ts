import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { StartProviderSignIn } from '#contracts/identity/sign-in-providers';

@Controller()
export class StartProviderSignInController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(StartProviderSignIn.subject)
  start(@Payload() command: StartProviderSignIn) {
    return this.commands.execute(command);
  }
}
