import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LockMode } from '@mikro-orm/postgresql';
import { RevokeApiKey, type ApiKeyRecord } from '#contracts/identity/access';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { asAdministrator } from '../../access.js';
import { ApiKey } from '../../persistence/access.entity.js';
import { ManagedOrganizations } from '../../persistence/managed-organizations.js';

/** Ends a key at once. The operator's own belongs to no organization and is replaced where the installation is run. */
@CommandHandler(RevokeApiKey)
export class RevokeApiKeyHandler implements ICommandHandler<RevokeApiKey> {
  constructor(
    private readonly database: Database,
    private readonly managed: ManagedOrganizations,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute({ apiKeyId: id }: RevokeApiKey): Promise<ApiKeyRecord> {
    const found = await this.database.transaction((em) => em.findOne(ApiKey, { id }), asAdministrator());
    if (!found?.organizationId) throw new Missing('identity.no-such-api-key');
    const { organizationId } = found;
    await this.managed.get(organizationId, 'access');

    return this.database.transaction(
      async (em) => {
        const key = await em.findOneOrFail(ApiKey, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        if (key.revokedAt) return key.record();
        key.revokedAt = this.clock.now();
        await em.flush();
        await this.audit.record(em, { organizationId, action: 'identity.api-key-revoked', subject: id, facts: {} });
        return key.record();
      },
      { organizations: [organizationId] },
    );
  }
}
