import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ChangePassword } from '#contracts/identity/passwords';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { signedInUser } from '../../access.js';
import { OwnPassword } from '../../persistence/own-password.js';
import { hashPassword } from '../../persistence/password-hash.js';
import { voidEarlier } from '../../persistence/reset-desk.js';
import { Sessions } from '../../persistence/sessions.js';
import { SignInLog } from '../../persistence/sign-in-log.js';

@CommandHandler(ChangePassword)
export class ChangePasswordHandler implements ICommandHandler<ChangePassword> {
  constructor(
    private readonly database: Database,
    private readonly own: OwnPassword,
    private readonly sessions: Sessions,
    private readonly log: SignInLog,
    private readonly clock: Clock,
  ) {}

  async execute({ sessionId, password, newPassword, address }: ChangePassword): Promise<{ changed: true }> {
    const userId = signedInUser();
    await this.own.check(userId, password, address);
    const [passwordHash, user] = [await hashPassword(newPassword), await this.log.get(userId)];
    await this.database.transaction(async (em) => {
      const ended = await this.database.as(em, 'gatekeeper', async () => {
        await execute(em, `UPDATE users SET password_hash = $2 WHERE id = $1`, [userId, passwordHash]);
        await execute(em, voidEarlier, [userId, this.clock.now()]);
        return this.sessions.closeAll(em, userId, 'password-changed', sessionId);
      });
      await this.log.record(em, user, 'identity.password-changed', { sessionsEnded: ended });
    }, this.log.scopeOf(user));
    return { changed: true };
  }
}
