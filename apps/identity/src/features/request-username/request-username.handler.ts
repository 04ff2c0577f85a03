import { randomInt } from 'node:crypto';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { RequestUsername } from '#contracts/identity/passwords';
import { newId, type Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { Letters } from '#platform/mail/letters';
import { signedInUser } from '../../access.js';
import { takenLetter, usernameLetter, writerOfSignIns } from '../../letters/sign-in-letters.js';
import { User, emailKeyOf } from '../../persistence/access.entity.js';
import { AskedLetters } from '../../persistence/asked-letters.js';
import { KeyedHash } from '../../persistence/keyed-hash.js';
import { OwnPassword } from '../../persistence/own-password.js';
import { SignInLog } from '../../persistence/sign-in-log.js';

const minutes = 10;

/** The first half of ID-17: a code to the new address. One that somebody signs in with gets a letter, too, and the answer is the same. */
@CommandHandler(RequestUsername)
export class RequestUsernameHandler implements ICommandHandler<RequestUsername> {
  constructor(
    private readonly database: Database,
    private readonly own: OwnPassword,
    private readonly letters: Letters,
    private readonly asked: AskedLetters,
    private readonly hash: KeyedHash,
    private readonly log: SignInLog,
    private readonly clock: Clock,
  ) {}

  async execute(command: RequestUsername): Promise<{ sent: true }> {
    const userId = signedInUser();
    await this.own.check(userId, command.password, command.address);
    await this.database.transaction((em) => this.send(em, userId, command), { as: 'gatekeeper' });
    this.log.tell(userId, 'identity.username-requested');
    return { sent: true };
  }

  private async send(em: EntityManager, userId: Uuid, { username, language = 'en' }: RequestUsername): Promise<void> {
    const emailKey = emailKeyOf(username);
    if (!(await this.asked.mayLeave(em, 'username', emailKey))) return;
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const taken = (await em.findOne(User, { emailKey })) !== null;
    const told = taken ? newId() : code; // Nobody can type what was never sent.
    const expiresAt = new Date(this.clock.now().getTime() + minutes * 60_000);
    await execute(em, keep, [userId, emailKey, this.hash.of('username', userId, emailKey, told), expiresAt, language]);
    await this.letters.add(em, {
      id: newId(),
      organizationId: null,
      kind: 'username',
      about: null,
      to: username.trim(),
      from: writerOfSignIns,
      content: taken ? takenLetter(language) : usernameLetter(language, { code, minutes }),
      urgent: true,
    });
  }
}

/** A new code voids the earlier one. */
const keep = `INSERT INTO username_changes (user_id, email_key, code_hash, tries, expires_at, language) VALUES ($1, $2, $3, 0, $4, $5)
  ON CONFLICT (user_id) DO UPDATE SET email_key = excluded.email_key, code_hash = excluded.code_hash, tries = 0, expires_at = excluded.expires_at,
    language = excluded.language`;
