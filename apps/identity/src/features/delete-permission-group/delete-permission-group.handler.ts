import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DeletePermissionGroup, type PermissionGroupRecord } from '#contracts/identity/permission-groups';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Owners } from '../../persistence/owners.js';
import { PermissionGroups } from '../../persistence/permission-groups.js';

/** Takes a group and its rights from whoever belonged to it; the audit log remembers what it granted. */
@CommandHandler(DeletePermissionGroup)
export class DeletePermissionGroupHandler implements ICommandHandler<DeletePermissionGroup> {
  constructor(
    private readonly owners: Owners,
    private readonly groups: PermissionGroups,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  async execute(command: DeletePermissionGroup): Promise<PermissionGroupRecord> {
    const { id: organizationId } = await this.owners.actingOrganization();
    return this.idempotency.once(command, async (em) => {
      const group = await this.groups.get(em, organizationId, command.permissionGroupId, { lock: true });
      await this.groups.delete(em, group.id);
      const { id: subject, name, rights, clubRights } = group;
      const facts = { name, rights, clubRights };
      await this.audit.record(em, { organizationId, action: 'identity.permission-group-deleted', subject, facts });
      return group;
    });
  }
}
