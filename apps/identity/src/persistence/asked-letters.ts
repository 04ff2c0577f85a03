import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Clock } from '#platform/clock';
import { execute, query } from '#platform/database/sql';
import { KeyedHash } from './keyed-hash.js';

const atMost = 5;
const windowMs = 3_600_000;

/**
 * How many letters of a kind an address gets at the asking of people we do not know: five an hour, whoever asks from wherever.
 * Whoever asks for more is answered as always; no letter leaves. The next hour begins anew, so nobody can lock an owner out.
 */
@Injectable()
export class AskedLetters {
  constructor(
    private readonly clock: Clock,
    private readonly hash: KeyedHash,
  ) {}

  /** Counts one more and says whether it may leave. As the gatekeeper. */
  async mayLeave(em: EntityManager, kind: string, emailKey: string): Promise<boolean> {
    const now = this.clock.now();
    const begun = new Date(now.getTime() - windowMs);
    await execute(em, forgetOld, [begun]);
    const [{ count }] = await query<{ count: number }>(em, countOne, [this.hash.of('letters', kind, emailKey), now, begun]);
    return count <= atMost;
  }
}

const countOne = `INSERT INTO letters_asked AS mine (key, count, since) VALUES ($1, 1, $2)
  ON CONFLICT (key) DO UPDATE SET count = CASE WHEN mine.since <= $3 THEN 1 ELSE mine.count + 1 END,
    since = CASE WHEN mine.since <= $3 THEN excluded.since ELSE mine.since END
  RETURNING count`;

const forgetOld = `DELETE FROM letters_asked WHERE key IN (
  SELECT key FROM letters_asked WHERE since < $1 ORDER BY since LIMIT 100 FOR UPDATE SKIP LOCKED)`;
