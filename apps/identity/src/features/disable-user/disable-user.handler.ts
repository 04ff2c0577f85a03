import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { UserRecord } from '#contracts/identity/access';
import { DisableUser } from '#contracts/identity/staff';
import type { Uuid } from '#kernel/ids';
import { isStaffRole } from '#kernel/roles';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { currentCaller } from '#platform/messaging/context';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { MoreThanHeld } from '../../domain/rights.errors.js';
import { mayGive } from '../../domain/rights.js';
import { Owners } from '../../persistence/owners.js';
import { Staff } from '../../persistence/staff.js';

/**
 * Takes a user's access, and ends every session they have: nobody goes on as who they were a moment ago. Whatever else they reach, they
 * sign in to again. Disabling somebody disabled changes nothing.
 */
@CommandHandler(DisableUser)
export class DisableUserHandler implements ICommandHandler<DisableUser> {
  constructor(
    private readonly staff: Staff,
    private readonly owners: Owners,
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: DisableUser): Promise<UserRecord> {
    const organizationId = await this.staff.organizationOf(command.userId);
    return this.idempotency.once(command, (em) => this.disable(em, command.userId, organizationId), { organizations: [organizationId] });
  }

  private async disable(em: EntityManager, userId: Uuid, organizationId: Uuid): Promise<UserRecord> {
    const grant = await this.staff.getForUpdate(em, userId);
    if (grant.disabledAt) return this.staff.record(em, grant);
    if (!isStaffRole(grant.role) && !mayGive(currentCaller(), undefined)) throw new MoreThanHeld({ rights: 'all' });
    if (grant.owner) await this.owners.refuseLast(em, organizationId, userId);

    const now = this.clock.now();
    Object.assign(grant, { disabledAt: now, owner: false, version: grant.version + 1 });
    await em.flush();
    await this.database.as(em, 'gatekeeper', () => execute(em, endSessions, [grant.userId, now]));
    await this.audit.record(em, { organizationId, action: 'identity.access-disabled', subject: userId, facts: {} });
    return this.staff.record(em, grant);
  }
}

const endSessions = `UPDATE sessions SET ended_at = $2, ended_because = 'access-disabled' WHERE user_id = $1 AND ended_at IS NULL`;
