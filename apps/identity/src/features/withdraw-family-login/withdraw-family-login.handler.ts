import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { WithdrawFamilyLogin, type FamilyLoginRecord } from '#contracts/identity/family-logins';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { signedInUser } from '../../access.js';
import { familyMember, loginsOf, type FamilyLoginRow } from '../../persistence/family-accounts.js';
import { FamilyLogins } from '../../persistence/family-logins.js';

/** The owner takes a login back, or the invitation to one (ID-21). What the member sees of the account ends at once. */
@CommandHandler(WithdrawFamilyLogin)
export class WithdrawFamilyLoginHandler implements ICommandHandler<WithdrawFamilyLogin> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly logins: FamilyLogins,
    private readonly audit: Audit,
  ) {}

  async execute(command: WithdrawFamilyLogin): Promise<FamilyLoginRecord> {
    const userId = signedInUser();
    const { accountId, personId } = command;
    const member = await this.database.transaction((em) => familyMember(em, userId, accountId, personId), { as: 'introducer' });
    if (!member) throw new Missing('identity.no-such-person');
    const { firstName, lastName } = member;
    return this.idempotency.once(
      command,
      async (em) => {
        const login = await this.database.as(em, 'gatekeeper', () => this.end(em, accountId, personId));
        if (login) {
          const facts = { account: accountId };
          await this.audit.record(em, { organizationId: userId, action: 'identity.family-login-withdrawn', subject: personId, facts });
        }
        const { email = '', invitedAt = null } = login ?? {};
        const shown = { email, state: 'withdrawn' as const, invitedAt: invitedAt?.toISOString() ?? null, expiresAt: null };
        return { accountId, personId, firstName, lastName, ...shown };
      },
      { organizations: [userId] },
    );
  }

  /** What there was to end. */
  private async end(em: EntityManager, accountId: Uuid, personId: Uuid): Promise<FamilyLoginRow | undefined> {
    const login = (await loginsOf(em, [accountId])).find((row) => row.personId === personId);
    await execute(em, `DELETE FROM account_sign_ins WHERE account_id = $1 AND person_id = $2`, [accountId, personId]);
    await this.logins.void(em, accountId, personId);
    return login;
  }
}
