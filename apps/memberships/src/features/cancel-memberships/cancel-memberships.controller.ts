import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { CancelMemberships } from '#contracts/memberships/cancel-memberships.command';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class CancelMembershipsController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(CancelMemberships)
  cancel(@Payload() command: CancelMemberships): Promise<void> {
    return this.commands.execute(command);
  }
}
