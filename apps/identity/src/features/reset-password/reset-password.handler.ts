import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ResetPassword } from '#contracts/identity/passwords';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { NoSuchReset } from '../../domain/client.errors.js';
import { hashPassword } from '../../persistence/password-hash.js';
import { unlinkAll } from '../../persistence/provider-links.js';
import { secretHash } from '../../persistence/secret.js';
import { Sessions } from '../../persistence/sessions.js';
import { SignInLog, type LoggedUser } from '../../persistence/sign-in-log.js';

/** A new password by a link that works once and within an hour. Every session ends with the old one, and every link to a provider. */
@CommandHandler(ResetPassword)
export class ResetPasswordHandler implements ICommandHandler<ResetPassword> {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly log: SignInLog,
    private readonly clock: Clock,
  ) {}

  async execute({ token, password }: ResetPassword): Promise<{ reset: true }> {
    const found = await this.database.transaction((em) => this.find(em, token), { as: 'gatekeeper' });
    if (!found) throw new NoSuchReset(); // Before the password is hashed, which costs on purpose.
    const [passwordHash, user] = [await hashPassword(password), await this.log.get(found.userId)];
    await this.database.transaction((em) => this.reset(em, token, passwordHash, user), this.log.scopeOf(user));
    return { reset: true };
  }

  private async reset(em: EntityManager, token: string, passwordHash: string, user: LoggedUser): Promise<void> {
    const ended = await this.database.as(em, 'gatekeeper', async () => {
      const link = await this.find(em, token, 'FOR UPDATE');
      if (!link) throw new NoSuchReset();
      await execute(em, `UPDATE password_resets SET used_at = $2 WHERE id = $1`, [link.id, this.clock.now()]);
      await execute(em, `UPDATE users SET password_hash = $2 WHERE id = $1`, [user.id, passwordHash]);
      await execute(em, unlinkAll, [user.id]);
      return this.sessions.closeAll(em, user.id, 'password-changed');
    });
    await this.log.record(em, user, 'identity.password-reset', { sessionsEnded: ended });
  }

  private async find(em: EntityManager, token: string, lock: '' | 'FOR UPDATE' = ''): Promise<{ id: Uuid; userId: Uuid } | undefined> {
    const text = `SELECT id, user_id AS "userId" FROM password_resets
      WHERE token_hash = $1 AND used_at IS NULL AND voided_at IS NULL AND expires_at > $2 ${lock}`;
    const [link] = await query<{ id: Uuid; userId: Uuid }>(em, text, [secretHash(token), this.clock.now()]);
    return link;
  }
}
