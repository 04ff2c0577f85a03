import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#contracts/caller';
import { CreatePermissionGroup, type PermissionGroupRecord } from '#contracts/identity/permission-groups';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { query } from '#platform/database/sql';
import { Idempotency } from '#platform/idempotency/idempotency';
import { IdTaken } from '../../domain/identity.errors.js';
import { NotInANetwork } from '../../domain/rights.errors.js';
import { Owners } from '../../persistence/owners.js';
import { PermissionGroups } from '../../persistence/permission-groups.js';

@CommandHandler(CreatePermissionGroup)
export class CreatePermissionGroupHandler implements ICommandHandler<CreatePermissionGroup> {
  constructor(
    private readonly owners: Owners,
    private readonly groups: PermissionGroups,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: CreatePermissionGroup): Promise<PermissionGroupRecord> {
    const { id: organizationId, kind } = await this.owners.actingOrganization();
    if (kind !== 'federation' && command.clubRights?.length) throw new NotInANetwork();
    return this.idempotency.once(command, (em) => this.create(em, command, organizationId));
  }

  private async create(em: EntityManager, command: CreatePermissionGroup, organizationId: Uuid): Promise<PermissionGroupRecord> {
    const { permissionGroupId: id, name, rights, clubRights = [] } = command;
    if ((await query(em, `SELECT FROM permission_groups WHERE id = $1`, [id])).length > 0) throw new IdTaken();
    await this.groups.insert(em, organizationId, { id, name: name.trim(), rights, clubRights, version: 1 }, this.clock.now());
    const facts = { name, rights, clubRights };
    await this.audit.record(em, { organizationId, action: 'identity.permission-group-created', subject: id, facts });
    return this.groups.get(em, organizationId, id);
  }
}
