import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { RequestActivations } from '#contracts/identity/activation';
import { addDays } from '#kernel/dates';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { beginningOf } from '../../domain/beginning-of-day.js';
import { Activations } from '../../persistence/activations.js';
import { clientsToActivate } from '../../persistence/to-activate.js';

/** Asks everybody since a day, imported clients too (ID-13). One statement a table, however many they are. */
@CommandHandler(RequestActivations)
export class RequestActivationsHandler implements ICommandHandler<RequestActivations> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly activations: Activations,
    private readonly audit: Audit,
  ) {}

  execute(command: RequestActivations): Promise<{ requested: number }> {
    const { organization } = actingAdministrator();
    return this.idempotency.once(command, (em) => this.request(em, organization, command));
  }

  private async request(
    em: EntityManager,
    organization: ActingOrganization,
    { createdAfter }: RequestActivations,
  ): Promise<{ requested: number }> {
    const since = beginningOf(addDays(createdAfter, 1), organization.timeZone);
    const clients = await clientsToActivate(em, organization.id, since);
    await this.activations.request(em, organization, clients);
    const requested = clients.length;
    await this.audit.record(em, {
      organizationId: organization.id,
      action: 'identity.activations-requested',
      subject: organization.id,
      facts: { createdAfter, requested },
    });
    return { requested };
  }
}
