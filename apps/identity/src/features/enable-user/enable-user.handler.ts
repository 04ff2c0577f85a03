import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { UserRecord } from '#contracts/identity/access';
import { EnableUser } from '#contracts/identity/staff';
import type { Uuid } from '#kernel/ids';
import { isStaffRole } from '#kernel/roles';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { currentCaller } from '#platform/messaging/context';
import { MoreThanHeld } from '../../domain/rights.errors.js';
import { mayGive } from '../../domain/rights.js';
import { Staff } from '../../persistence/staff.js';

/** Gives a user's access back with the role and groups they had. Who owned the organization has to be made an owner again. */
@CommandHandler(EnableUser)
export class EnableUserHandler implements ICommandHandler<EnableUser> {
  constructor(
    private readonly staff: Staff,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  async execute(command: EnableUser): Promise<UserRecord> {
    const organizationId = await this.staff.organizationOf(command.userId);
    return this.idempotency.once(command, (em) => this.enable(em, command.userId, organizationId), { organizations: [organizationId] });
  }

  private async enable(em: EntityManager, userId: Uuid, organizationId: Uuid): Promise<UserRecord> {
    const grant = await this.staff.getForUpdate(em, userId);
    if (!grant.disabledAt) return this.staff.record(em, grant);
    if (!isStaffRole(grant.role) && !mayGive(currentCaller(), undefined)) throw new MoreThanHeld({ rights: 'all' });
    Object.assign(grant, { disabledAt: null, version: grant.version + 1 });
    await em.flush();
    await this.audit.record(em, { organizationId, action: 'identity.access-enabled', subject: userId, facts: {} });
    return this.staff.record(em, grant);
  }
}
