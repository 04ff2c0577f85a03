import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { OrganizationRegistered } from '#contracts/identity/organization-registered.event';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class OnOrganizationRegisteredController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(OrganizationRegistered)
  keep(@Payload() event: OrganizationRegistered): Promise<void> {
    return this.commands.execute(event);
  }
}
