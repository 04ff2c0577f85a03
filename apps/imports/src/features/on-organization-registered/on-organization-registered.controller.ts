import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { Consumes } from '#platform/messaging/consumes';
import { OrganizationRegistered } from '#contracts/identity/organization-registered.event';

@Controller()
export class OnOrganizationRegisteredController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(OrganizationRegistered)
  on(@Payload() event: OrganizationRegistered) {
    return this.commands.execute(event);
  }
}
