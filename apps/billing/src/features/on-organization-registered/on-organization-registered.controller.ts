import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { OrganizationRegistered } from '#contracts/identity/organization-registered.event';
import { Consumes } from '#platform/messaging/consumes';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { Inbox } from '#platform/outbox/inbox';

/** Billing keeps a copy of every issuer: its currency, time zone, taxes and whether it is Freemium. */
@Controller()
export class OnOrganizationRegisteredController {
  constructor(
    private readonly inbox: Inbox,
    private readonly organizations: OrganizationCopies,
  ) {}

  @Consumes(OrganizationRegistered)
  keep(@Payload() { organization }: OrganizationRegistered): Promise<void> {
    return this.inbox.once((em) => this.organizations.keep(em, organization));
  }
}
