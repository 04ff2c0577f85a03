import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { OrganizationRegistered } from '#contracts/identity/organization-registered.event';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { Inbox } from '#platform/outbox/inbox';

/** Keeps this service's copy of an organization: whether it is Freemium shows in its previews (IMP-14). */
@CommandHandler(OrganizationRegistered)
export class OnOrganizationRegisteredHandler implements ICommandHandler<OrganizationRegistered> {
  constructor(
    private readonly inbox: Inbox,
    private readonly organizations: OrganizationCopies,
  ) {}

  execute({ organization }: OrganizationRegistered): Promise<void> {
    return this.inbox.once((em) => this.organizations.keep(em, organization));
  }
}
