import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RegisterOrganization } from '#contracts/identity/organizations';

@Controller()
export class RegisterOrganizationController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RegisterOrganization.subject)
  register(@Payload() command: RegisterOrganization) {
    return this.commands.execute(command);
  }
}
