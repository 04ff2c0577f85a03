import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { RequestActivation, type ActivationRecord } from '#contracts/identity/activation';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { AlreadyActive, NoAddress } from '../../domain/client.errors.js';
import { ConsentMissing } from '../../domain/invitation.errors.js';
import { accountRecords } from '../../persistence/account-records.js';
import { Activations } from '../../persistence/activations.js';
import { clientToActivate } from '../../persistence/to-activate.js';
import { noSuchAccount } from '../../persistence/closed-ids.js';

/** Asks one owner again, or for the first time (ID-13). */
@CommandHandler(RequestActivation)
export class RequestActivationHandler implements ICommandHandler<RequestActivation> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly activations: Activations,
    private readonly audit: Audit,
  ) {}

  execute(command: RequestActivation): Promise<ActivationRecord> {
    const { organization } = actingAdministrator();
    return this.idempotency.once(command, (em) => this.request(em, organization, command));
  }

  private async request(em: EntityManager, organization: ActingOrganization, { accountId }: RequestActivation): Promise<ActivationRecord> {
    const client = await clientToActivate(em, organization.id, accountId);
    if (!client) return noSuchAccount(em, organization.id, accountId);
    const { personId, email, active, consent, ...rest } = client;
    if (consent !== 'given') throw new ConsentMissing();
    if (active) throw new AlreadyActive();
    if (personId === null || email === null) throw new NoAddress();

    await this.activations.request(em, organization, [{ ...rest, personId, email }]);
    const [{ activation }] = await accountRecords(em, organization.id, { where: 'c.account_id = $2', values: [accountId], limit: 1 });
    await this.audit.record(em, {
      organizationId: organization.id,
      action: 'identity.activation-requested',
      subject: accountId,
      facts: { person: personId },
    });
    return activation;
  }
}
