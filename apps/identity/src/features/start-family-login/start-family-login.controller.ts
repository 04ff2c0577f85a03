import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { StartFamilyLogin } from '#contracts/identity/family-logins';

@Controller()
export class StartFamilyLoginController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(StartFamilyLogin.subject)
  start(@Payload() command: StartFamilyLogin) {
    return this.commands.execute(command);
  }
}
