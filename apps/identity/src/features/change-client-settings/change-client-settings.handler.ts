import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ChangeClientSettings, type ClientSettingsRecord } from '#contracts/identity/client-settings';
import { Audit } from '#platform/audit/audit';
import { execute } from '#platform/database/sql';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { clientSettings } from '../../persistence/client-settings.js';
import { ManagedOrganizations } from '../../persistence/managed-organizations.js';
import { onceAtATime } from '../../persistence/once-at-a-time.js';

@CommandHandler(ChangeClientSettings)
export class ChangeClientSettingsHandler implements ICommandHandler<ChangeClientSettings> {
  constructor(
    private readonly managed: ManagedOrganizations,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  async execute(command: ChangeClientSettings): Promise<ClientSettingsRecord> {
    const { organizationId } = command;
    await this.managed.get(organizationId, 'settings');
    return this.idempotency.once(command, (em) => this.change(em, command), { organizations: [organizationId] });
  }

  private async change(em: EntityManager, { organizationId, version, ...changes }: ChangeClientSettings): Promise<ClientSettingsRecord> {
    await onceAtATime(em, `client settings ${organizationId}`); // There may be no row to lock yet.
    const seen = await clientSettings(em, organizationId);
    if (seen.version !== version) throw new Stale('identity.stale-client-settings', { version: seen.version });
    const { linkDays = seen.linkDays, selfSignUp = seen.selfSignUp } = changes;
    await execute(em, save, [organizationId, linkDays, selfSignUp, version + 1]);
    const settings = { organizationId, linkDays, selfSignUp, version: version + 1 };
    await this.audit.record(em, {
      organizationId,
      action: 'identity.client-settings-changed',
      subject: organizationId,
      facts: settings,
    });
    return settings;
  }
}

const save = `INSERT INTO client_settings (organization_id, link_days, self_sign_up, version) VALUES ($1, $2, $3, $4)
  ON CONFLICT (organization_id) DO UPDATE SET link_days = $2, self_sign_up = $3, version = $4`;
