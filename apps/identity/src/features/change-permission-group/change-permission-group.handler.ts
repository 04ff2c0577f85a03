import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#contracts/caller';
import { ChangePermissionGroup, type PermissionGroupRecord } from '#contracts/identity/permission-groups';
import { Audit } from '#platform/audit/audit';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { NotInANetwork } from '../../domain/rights.errors.js';
import { Owners } from '../../persistence/owners.js';
import { PermissionGroups } from '../../persistence/permission-groups.js';

/** Changes a group: whoever belongs to it has its new rights from their next request on. */
@CommandHandler(ChangePermissionGroup)
export class ChangePermissionGroupHandler implements ICommandHandler<ChangePermissionGroup> {
  constructor(
    private readonly owners: Owners,
    private readonly groups: PermissionGroups,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  async execute(command: ChangePermissionGroup): Promise<PermissionGroupRecord> {
    const { id: organizationId, kind } = await this.owners.actingOrganization();
    if (kind !== 'federation' && command.clubRights?.length) throw new NotInANetwork();
    return this.idempotency.once(command, (em) => this.change(em, command, organizationId));
  }

  private async change(em: EntityManager, command: ChangePermissionGroup, organizationId: Uuid): Promise<PermissionGroupRecord> {
    const { permissionGroupId: id, version } = command;
    const earlier = await this.groups.get(em, organizationId, id, { lock: true });
    if (earlier.version !== version) throw new Stale('identity.stale-permission-group', { version: earlier.version });

    const { name = earlier.name, rights = earlier.rights, clubRights = earlier.clubRights } = command;
    await this.groups.update(em, organizationId, { id, name: name.trim(), rights, clubRights, version: version + 1 });
    const facts = { name, rights, clubRights, before: { rights: earlier.rights, clubRights: earlier.clubRights } };
    await this.audit.record(em, { organizationId, action: 'identity.permission-group-changed', subject: id, facts });
    return this.groups.get(em, organizationId, id);
  }
}
