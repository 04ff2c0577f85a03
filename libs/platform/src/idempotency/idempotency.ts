import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Database, type TransactionOptions } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { currentContext } from '#platform/messaging/context';
import { InProgress, KeyReused } from './idempotency.errors.js';

/** Commands that carry an idempotency key happen once: the key, the effect and the answer commit together. */
@Injectable()
export class Idempotency {
  constructor(private readonly database: Database) {}

  /**
   * Runs `work` in a transaction. With a key in the message, a repeat gets the first answer without running it again;
   * without one it is just a transaction. Refusals are not kept: a repeat is judged anew.
   */
  async once<T>(command: object, work: (em: EntityManager) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const { idempotencyKey } = currentContext();
    const { as, ...scope } = options;
    const effect = (em: EntityManager): Promise<T> => (as ? this.database.as(em, as, () => work(em)) : work(em));
    if (idempotencyKey === undefined) return this.database.transaction(effect, scope);

    const asked = { subject: subjectOf(command), key: idempotencyKey, hash: fingerprint(command) };
    return this.database.transaction(async (em) => {
      await claim(em, asked);
      const earlier = await earlierAnswer(em, asked);
      if (earlier) return earlier.answer as T;
      const answer = await effect(em);
      await keep(em, asked, answer);
      return answer;
    }, scope);
  }
}

interface Asked {
  subject: string;
  key: string;
  hash: string;
}

// The caller is a setting of the transaction, which the policy of the table compares too.
const caller = '(SELECT app_caller())';

/** Held until the transaction ends: whoever comes with the same key meanwhile is told to wait. */
async function claim(em: EntityManager, { subject, key }: Asked): Promise<void> {
  const text = `SELECT pg_try_advisory_xact_lock(hashtextextended(concat_ws(E'\\x1f', ${caller}, $1::text, $2::text), 0)) AS claimed`;
  const [{ claimed }] = await query<{ claimed: boolean }>(em, text, [subject, key]);
  if (!claimed) throw new InProgress();
}

async function earlierAnswer(em: EntityManager, { subject, key, hash }: Asked): Promise<{ answer: unknown } | undefined> {
  const text = `SELECT body_hash, answer FROM idempotency_keys WHERE caller = ${caller} AND subject = $1 AND key = $2`;
  const [row] = await query<{ body_hash: string; answer: unknown }>(em, text, [subject, key]);
  if (row && row.body_hash !== hash) throw new KeyReused();
  return row && { answer: row.answer };
}

async function keep(em: EntityManager, { subject, key, hash }: Asked, answer: unknown): Promise<void> {
  const text = `INSERT INTO idempotency_keys (caller, subject, key, body_hash, answer) VALUES (${caller}, $1, $2, $3, $4)`;
  await execute(em, text, [subject, key, hash, JSON.stringify(answer ?? null)]);
}

/** The same whatever the order in which a client writes the fields. */
function fingerprint(command: object): string {
  return createHash('sha256').update(JSON.stringify(command, inKeyOrder)).digest('hex');
}

const inKeyOrder = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

function subjectOf(command: object): string {
  const { subject } = command.constructor as { subject?: unknown };
  return typeof subject === 'string' ? subject : command.constructor.name;
}
