import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ChangeNetworkSearch, type NetworkSearchRecord } from '#contracts/identity/search-people';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { execute } from '#platform/database/sql';
import { Forbidden } from '#platform/errors/forbidden';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { ManagedOrganizations } from '../../persistence/managed-organizations.js';
import { networkSearchOf } from '../../persistence/network-searchers.js';
import { onceAtATime } from '../../persistence/once-at-a-time.js';

/** The federation says which of its clubs search its network (ID-16); it holds from their next search on. */
@CommandHandler(ChangeNetworkSearch)
export class ChangeNetworkSearchHandler implements ICommandHandler<ChangeNetworkSearch> {
  constructor(
    private readonly managed: ManagedOrganizations,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: ChangeNetworkSearch): Promise<NetworkSearchRecord> {
    const { federationId } = await this.managed.get(command.organizationId, 'settings');
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    if (organization.id !== federationId || command.organizationId === federationId) {
      throw new Forbidden('Which clubs search the network is for their federation to say.');
    }
    return this.idempotency.once(command, (em) => this.change(em, organization.id, command));
  }

  private async change(
    em: EntityManager,
    federationId: Uuid,
    { organizationId, version, allowed }: ChangeNetworkSearch,
  ): Promise<NetworkSearchRecord> {
    await onceAtATime(em, `network search ${organizationId}`); // There may be no row to lock yet.
    const seen = await networkSearchOf(em, organizationId);
    if (seen.version !== version) throw new Stale('identity.stale-network-search', { version: seen.version });
    await execute(em, save, [organizationId, federationId, allowed, version + 1, this.clock.now()]);
    const facts = { allowed, before: seen.allowed };
    await this.audit.record(em, {
      organizationId: federationId,
      action: 'identity.network-search-changed',
      subject: organizationId,
      facts,
    });
    return { organizationId, allowed, version: version + 1 };
  }
}

const save = `INSERT INTO network_searchers (organization_id, federation_id, allowed, version, changed_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (organization_id) DO UPDATE SET allowed = $3, version = $4, changed_at = $5`;
