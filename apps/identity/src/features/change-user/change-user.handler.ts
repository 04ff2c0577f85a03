import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { UserRecord } from '#contracts/identity/access';
import { ChangeUser } from '#contracts/identity/staff';
import type { Uuid } from '#kernel/ids';
import { isStaffRole } from '#kernel/roles';
import { rightsOf } from '#kernel/rights';
import { Audit } from '#platform/audit/audit';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { currentCaller } from '#platform/messaging/context';
import { RoleDoesNotFit } from '../../domain/identity.errors.js';
import { MoreThanHeld, OwnerMustAdminister, OwnersOnly } from '../../domain/rights.errors.js';
import { isOperator, mayGive, rolesWithin } from '../../domain/rights.js';
import type { Grant } from '../../persistence/access.entity.js';
import { ManagedOrganizations } from '../../persistence/managed-organizations.js';
import { Owners } from '../../persistence/owners.js';
import { PermissionGroups } from '../../persistence/permission-groups.js';
import { Staff } from '../../persistence/staff.js';

/** Changes what a user is to an organization. It holds from the user's next request on. */
@CommandHandler(ChangeUser)
export class ChangeUserHandler implements ICommandHandler<ChangeUser> {
  constructor(
    private readonly staff: Staff,
    private readonly managed: ManagedOrganizations,
    private readonly owners: Owners,
    private readonly groups: PermissionGroups,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  async execute(command: ChangeUser): Promise<UserRecord> {
    const organizationId = await this.staff.organizationOf(command.userId);
    if (command.groupIds !== undefined || command.owner !== undefined) await this.refuseUnlessOwner(command, organizationId);
    if (command.role !== undefined) await this.refuseRole(command.role, organizationId);
    return this.idempotency.once(command, (em) => this.change(em, command, organizationId), { organizations: [organizationId] });
  }

  /** ID-28. An operator may name an owner, for an organization that has lost its own, and sees no groups. */
  private async refuseUnlessOwner({ groupIds }: ChangeUser, organizationId: Uuid): Promise<void> {
    if (groupIds === undefined && isOperator(currentCaller())) return;
    const { id } = await this.owners.actingOrganization();
    if (id !== organizationId) throw new OwnersOnly();
  }

  private async refuseRole(role: NonNullable<ChangeUser['role']>, organizationId: Uuid): Promise<void> {
    const { kind } = await this.managed.get(organizationId, 'access');
    const [expected] = rolesWithin(kind);
    if (!rolesWithin(kind).includes(role)) throw new RoleDoesNotFit({ role, expected });
    if (!mayGive(currentCaller(), rightsOf(role, []))) throw new MoreThanHeld({ rights: rightsOf(role, []) ?? 'all' });
  }

  private async change(em: EntityManager, command: ChangeUser, organizationId: Uuid): Promise<UserRecord> {
    const { userId, version, role, owner, groupIds } = command;
    const grant = await this.staff.getForUpdate(em, userId);
    if (grant.version !== version) throw new Stale('identity.stale-user', { version: grant.version });
    this.refuseAgainstAdministrator(grant);
    const next = { role: role ?? grant.role, owner: owner ?? grant.owner };
    if (next.owner && (isStaffRole(next.role) || grant.disabledAt)) throw new OwnerMustAdminister();
    if (grant.owner && !next.owner) await this.owners.refuseLast(em, organizationId, userId);

    Object.assign(grant, { ...next, version: version + 1 });
    await em.flush();
    if (groupIds) await this.groups.assign(em, organizationId, userId, groupIds);
    const record = await this.staff.record(em, grant);
    const facts = { ...next, groups: record.grants[0].groupIds };
    await this.audit.record(em, { organizationId, action: 'identity.access-changed', subject: userId, facts });
    return record;
  }

  /** Whose rights are limited changes nobody's whose are not. */
  private refuseAgainstAdministrator({ role }: Grant): void {
    if (!isStaffRole(role) && !mayGive(currentCaller(), undefined)) throw new MoreThanHeld({ rights: 'all' });
  }
}
