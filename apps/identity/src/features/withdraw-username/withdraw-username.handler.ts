import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { WithdrawUsername, type UsernameRecord } from '#contracts/identity/corporate-accounts';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { getUsername, shutOut } from '../../persistence/corporate-usernames.js';

/** Takes access to a corporate account away (ID-7): at once from who has it, and the link of who was asked works no more. */
@CommandHandler(WithdrawUsername)
export class WithdrawUsernameHandler implements ICommandHandler<WithdrawUsername> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: WithdrawUsername): Promise<UsernameRecord> {
    const { organization } = actingAdministrator();
    return this.idempotency.once(command, (em) => this.withdraw(em, organization.id, command.usernameId));
  }

  private async withdraw(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<UsernameRecord> {
    await query(em, `SELECT FROM corporate_usernames WHERE organization_id = $1 AND id = $2 FOR UPDATE`, [organizationId, id]);
    const username = await getUsername(em, organizationId, id);
    if (username.state === 'withdrawn') return username;
    const now = this.clock.now();
    await this.database.as(em, 'gatekeeper', () => shutOut(em, id));
    await execute(em, `UPDATE corporate_usernames SET withdrawn_at = $2 WHERE id = $1`, [id, now]);
    await execute(em, voidLink, [id, now]);
    const { accountId: subject } = username;
    await this.audit.record(em, { organizationId, action: 'identity.username-withdrawn', subject, facts: { username: id } });
    return getUsername(em, organizationId, id);
  }
}

const voidLink = `UPDATE activations r SET voided_at = $2 FROM corporate_usernames u
  WHERE u.id = $1 AND r.id = u.activation_id AND r.used_at IS NULL AND r.voided_at IS NULL`;
