import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { SellMemberships } from '#contracts/memberships/sales';

@Controller()
export class SellMembershipsController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(SellMemberships.subject)
  sell(@Payload() command: SellMemberships) {
    return this.commands.execute(command);
  }
}
