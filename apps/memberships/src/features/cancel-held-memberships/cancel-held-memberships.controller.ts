import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CancelHeldMemberships } from '#contracts/memberships/cancellations';

@Controller()
export class CancelHeldMembershipsController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CancelHeldMemberships.subject)
  cancel(@Payload() command: CancelHeldMemberships) {
    return this.commands.execute(command);
  }
}
