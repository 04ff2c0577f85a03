import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Activate } from '#contracts/identity/activation';
import type { SessionOpened } from '#contracts/identity/sessions.command';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { runAs } from '#platform/messaging/context';
import { SecondFactorNeeded } from '../../domain/second-factor.errors.js';
import { NoSuchLink } from '../../domain/client.errors.js';
import { activationLink } from '../../persistence/activation-links.js';
import { ClientSignIns, asUser } from '../../persistence/client-sign-ins.js';
import { activateUsername } from '../../persistence/corporate-usernames.js';
import { hashPassword } from '../../persistence/password-hash.js';
import { Sessions } from '../../persistence/sessions.js';
import { SignInLog } from '../../persistence/sign-in-log.js';

/** The client follows the link and chooses a password (ID-12). The link is spent, and every other one to the same account with it. */
@CommandHandler(Activate)
export class ActivateHandler implements ICommandHandler<Activate> {
  constructor(
    private readonly database: Database,
    private readonly signIns: ClientSignIns,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
    private readonly log: SignInLog,
    private readonly clock: Clock,
  ) {}

  async execute({ token, password }: Activate): Promise<SessionOpened> {
    const link = await this.database.transaction((em) => activationLink(em, token, this.clock.now()), { as: 'gatekeeper' });
    if (!link) throw new NoSuchLink(); // Before the password is hashed, which costs on purpose.
    const passwordHash = await hashPassword(password);
    const scope = { organizations: [link.organizationId] };
    const session = await this.database.transaction((em) => this.activate(em, token, passwordHash), scope);
    if (!session) throw new SecondFactorNeeded(); // Activated all the same: they sign in with the password they chose.
    return session;
  }

  private async activate(em: EntityManager, token: string, passwordHash: string): Promise<SessionOpened | undefined> {
    const now = this.clock.now();
    const { user, session, link, logged } = await this.database.as(em, 'gatekeeper', async () => {
      const link = await activationLink(em, token, now, 'FOR UPDATE OF r');
      if (!link) throw new NoSuchLink();
      const { accountId, personId, email, name } = link;
      const user = await this.signIns.ofProven(em, { email, name, passwordHash });
      await execute(em, `UPDATE activations SET used_at = $2 WHERE id = $1`, [link.id, now]);
      await execute(em, voidOthers, [accountId, personId, now]);
      if (personId) await this.signIns.give(em, user, accountId, personId);
      else if (!(await activateUsername(em, link.id, user, now))) throw new NoSuchLink(); // Withdrawn meanwhile.
      const session = await this.sessions.openByLetter(em, user.id);
      return { user, link, session, logged: await this.log.read(em, user.id) };
    });
    const { organizationId, accountId, personId } = link;
    await runAs(asUser(user), () =>
      this.audit.record(em, { organizationId, action: 'identity.account-activated', subject: accountId, facts: { person: personId } }),
    );
    await this.log.recordLetter(em, logged, 'activation', session);
    return session;
  }
}

const voidOthers = `UPDATE activations SET voided_at = $3
  WHERE account_id = $1 AND person_id = $2 AND used_at IS NULL AND voided_at IS NULL`;
