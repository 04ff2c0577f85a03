import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LetterLanguage } from '#contracts/identity/new-account';
import { derivedId, newId } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { afterCommit } from '#platform/database/after-commit';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { Letters } from '#platform/mail/letters';
import { Loop } from '#platform/outbox/loop';
import { IdentityConfig } from '../identity.config.js';
import { resetLetter, writerOfSignIns } from '../letters/sign-in-letters.js';
import { User } from './access.entity.js';
import { AskedLetters } from './asked-letters.js';
import { newSecret, secretHash } from './secret.js';
import { SignInLog } from './sign-in-log.js';

const minutes = 60;
const lookEveryMs = 5_000; // For what another process took down and did not live to answer.

/**
 * Resets that were asked for. Asking writes one row whoever the address belongs to; whether anybody does is looked up here, after
 * the answer, so that neither the answer nor the time it takes tells.
 */
@Injectable()
export class ResetDesk implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop = new Loop(
    () => this.answerOne(),
    () => lookEveryMs,
  );

  constructor(
    private readonly database: Database,
    private readonly letters: Letters,
    private readonly asked: AskedLetters,
    private readonly log: SignInLog,
    private readonly clock: Clock,
    @Inject(IdentityConfig) private readonly config: IdentityConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** As the gatekeeper. */
  async take(em: EntityManager, emailKey: string, language: LetterLanguage): Promise<void> {
    const text = `INSERT INTO reset_requests (id, email_key, language, requested_at) VALUES ($1, $2, $3, $4)`;
    await execute(em, text, [newId(), emailKey, language, this.clock.now()]);
    afterCommit(em, this.hasten);
  }

  private readonly hasten = (): void => this.loop.hasten();

  private answerOne(): Promise<boolean> {
    return this.database.transaction(
      async (em) => {
        const [request] = await query<{ emailKey: string; language: LetterLanguage }>(em, takeOne);
        if (!request) return false;
        const mayLeave = await this.asked.mayLeave(em, 'reset', request.emailKey);
        const user = mayLeave ? await em.findOne(User, { emailKey: request.emailKey }) : null;
        if (user) await this.write(em, user, request.language);
        if (user) afterCommit(em, () => this.log.tell(user.id, 'identity.password-reset-requested'));
        return true;
      },
      { as: 'gatekeeper' },
    );
  }

  /** A newer link voids the earlier one. */
  private async write(em: EntityManager, { id: userId, emailKey }: User, language: LetterLanguage): Promise<void> {
    const [id, token, now] = [newId(), newSecret('trl'), this.clock.now()];
    await execute(em, voidEarlier, [userId, now]);
    await execute(em, `INSERT INTO password_resets (id, user_id, token_hash, requested_at, expires_at) VALUES ($1, $2, $3, $4, $5)`, [
      id,
      userId,
      secretHash(token),
      now,
      new Date(now.getTime() + minutes * 60_000),
    ]);
    const url = `${this.config.WEB_URL.replace(/\/$/, '')}/reset-password#${token}`;
    await this.letters.add(em, {
      id: derivedId('letter', id),
      organizationId: null,
      kind: 'password-reset',
      about: null,
      to: emailKey,
      from: writerOfSignIns,
      content: resetLetter(language, { url, minutes }),
      urgent: true,
    });
  }
}

const takeOne = `DELETE FROM reset_requests WHERE id = (
    SELECT id FROM reset_requests ORDER BY requested_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING email_key AS "emailKey", language`;

export const voidEarlier = `UPDATE password_resets SET voided_at = $2 WHERE user_id = $1 AND used_at IS NULL AND voided_at IS NULL`;
