import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LetterLanguage } from '#contracts/identity/new-account';
import { ChangeUsername } from '#contracts/identity/passwords';
import { newId, type Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { Letters } from '#platform/mail/letters';
import { signedInUser } from '../../access.js';
import { CodeRefused, UsernameTaken } from '../../domain/client.errors.js';
import { usernameChangedLetter, writerOfSignIns } from '../../letters/sign-in-letters.js';
import { User } from '../../persistence/access.entity.js';
import { KeyedHash } from '../../persistence/keyed-hash.js';
import { onceAtATime } from '../../persistence/once-at-a-time.js';
import { voidEarlier } from '../../persistence/reset-desk.js';
import { SignInLog } from '../../persistence/sign-in-log.js';

const triesAtMost = 5;

interface Asked {
  readonly emailKey: string;
  readonly language: LetterLanguage; // Of whoever asked: both letters are written in it.
}

/** The second half of ID-17: the code is right, and the new address the username everywhere. The earlier address is told. */
@CommandHandler(ChangeUsername)
export class ChangeUsernameHandler implements ICommandHandler<ChangeUsername> {
  constructor(
    private readonly database: Database,
    private readonly letters: Letters,
    private readonly log: SignInLog,
    private readonly hash: KeyedHash,
    private readonly clock: Clock,
  ) {}

  async execute({ code }: ChangeUsername): Promise<{ username: string }> {
    const user = await this.log.get(signedInUser());
    const asked = await this.database.transaction((em) => this.spend(em, user.id, code), { as: 'gatekeeper' });
    if (!asked) {
      this.log.tell(user.id, 'identity.username-refused');
      throw new CodeRefused();
    }
    await this.database.transaction(async (em) => {
      await this.database.as(em, 'gatekeeper', () => this.change(em, user.id, asked));
      await this.log.record(em, user, 'identity.username-changed', {});
    }, this.log.scopeOf(user));
    return { username: asked.emailKey };
  }

  /** What the code was for. A wrong try is counted for good. */
  private async spend(em: EntityManager, userId: Uuid, code: string): Promise<Asked | undefined> {
    const [kept] = await query<Asked & { hash: string; tries: number; expiresAt: Date }>(em, countTry, [userId]);
    if (!kept || kept.tries > triesAtMost || kept.expiresAt <= this.clock.now()) return undefined;
    if (kept.hash !== this.hash.of('username', userId, kept.emailKey, code)) return undefined;
    await execute(em, `DELETE FROM username_changes WHERE user_id = $1`, [userId]);
    return kept;
  }

  private async change(em: EntityManager, userId: Uuid, { emailKey: username, language }: Asked): Promise<void> {
    await onceAtATime(em, `sign-in ${username}`);
    if (await em.findOne(User, { emailKey: username })) throw new UsernameTaken();
    const { emailKey: earlier } = await em.findOneOrFail(User, { id: userId });
    await execute(em, `UPDATE users SET email_key = $2 WHERE id = $1`, [userId, username]);
    await execute(em, `UPDATE account_sign_ins SET username = $2 WHERE user_id = $1`, [userId, username]);
    await execute(em, `UPDATE corporate_usernames SET username = $2 WHERE user_id = $1`, [userId, username]);
    await execute(em, voidEarlier, [userId, this.clock.now()]);
    await this.letters.add(em, {
      id: newId(),
      organizationId: null,
      kind: 'username-changed',
      about: null,
      to: earlier,
      from: writerOfSignIns,
      content: usernameChangedLetter(language),
    });
  }
}

const countTry = `UPDATE username_changes SET tries = tries + 1 WHERE user_id = $1
  RETURNING email_key AS "emailKey", code_hash AS hash, tries, expires_at AS "expiresAt", language`;
