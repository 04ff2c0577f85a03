import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { SignInSlowed } from '../domain/identity.errors.js';
import { forgottenAfterMs, rememberedFailures, subscriberOf, waitBeforeNextTry } from '../domain/sign-in-pace.js';

/** Failed sign-ins per account and network address, known account or not. */
@Injectable()
export class SignInFailures {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Counts a try as failed before it is made, so that many at once count too, and says which it is. Refuses one that comes too early. */
  async countTry(emailKey: string, address: string): Promise<number> {
    const key = keyOf(emailKey, address);
    const now = this.clock.now();
    return this.database.transaction(
      async (em) => {
        const [earlier] = await query<{ count: number; last_at: Date }>(em, lockedFailures, [key, now]);
        const failures = { count: earlier.count, lastAt: earlier.last_at };
        const waitMs = waitBeforeNextTry(failures, now);
        if (waitMs > 0) throw new SignInSlowed({ retryAfterSeconds: Math.ceil(waitMs / 1000) });
        const tries = rememberedFailures(failures, now) + 1;
        await execute(em, `UPDATE sign_in_failures SET count = $2, last_at = $3 WHERE key = $1`, [key, tries, now]);
        return tries;
      },
      { as: 'gatekeeper' },
    );
  }

  /** The try succeeded: all is forgiven, and with it what is too old to count. */
  async forget(em: EntityManager, emailKey: string, address: string): Promise<void> {
    const tooOld = new Date(this.clock.now().getTime() - forgottenAfterMs);
    await execute(em, `DELETE FROM sign_in_failures WHERE key = $1`, [keyOf(emailKey, address)]);
    await execute(em, forgetOld, [tooOld]);
  }
}

const lockedFailures = `INSERT INTO sign_in_failures AS mine (key, count, last_at) VALUES ($1, 0, $2)
  ON CONFLICT (key) DO UPDATE SET count = mine.count RETURNING count, last_at`;

// Rows somebody is using right now are left to them.
const forgetOld = `DELETE FROM sign_in_failures WHERE key IN (
  SELECT key FROM sign_in_failures WHERE last_at < $1 ORDER BY last_at LIMIT 100 FOR UPDATE SKIP LOCKED)`;

/** Hashed: the table holds nobody's address. */
const keyOf = (emailKey: string, address: string): string =>
  createHash('sha256')
    .update([emailKey, subscriberOf(address)].join('\u001f'))
    .digest('hex');
