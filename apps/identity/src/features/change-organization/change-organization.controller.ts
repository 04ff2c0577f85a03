import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeOrganization } from '#contracts/identity/organizations';

@Controller()
export class ChangeOrganizationController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeOrganization.subject)
  change(@Payload() command: ChangeOrganization) {
    return this.commands.execute(command);
  }
}
