import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeFederationRights } from '#contracts/identity/staff';

@Controller()
export class ChangeFederationRightsController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeFederationRights.subject)
  change(@Payload() command: ChangeFederationRights) {
    return this.commands.execute(command);
  }
}
