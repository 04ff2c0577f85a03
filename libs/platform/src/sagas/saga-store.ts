import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Uuid } from '#contracts/caller';
import { Database } from '../database/database.js';
import { execute, query } from '../database/sql.js';
import { wakeStatement, type SagaNext, type SagaRow } from './saga.js';

/** A saga this process may run, until its lease is over. */
export interface LeasedSaga extends SagaRow {
  readonly lease: Uuid;
  readonly wakes: number; // Counted when it was claimed: one more means it was woken while its step ran.
  readonly scope: SagaRow['scope'] & { correlationId: string };
}

const sweeper = { as: 'sweeper' } as const;

/** The saga rows as runners see them. Whoever writes names the lease it holds: one that was taken over changes nothing. */
@Injectable()
export class SagaStore {
  constructor(private readonly database: Database) {}

  async claim(kinds: readonly string[], atMost: number, leaseMs: number): Promise<LeasedSaga[]> {
    return this.database.statement<LeasedSaga>(
      `UPDATE sagas SET lease = $1, leased_until = now() + $4 * interval '1 ms'
       WHERE id IN (
         SELECT id FROM sagas
         WHERE done_at IS NULL AND due_at <= now() AND (leased_until IS NULL OR leased_until <= now()) AND kind = ANY ($2)
         ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING id, kind, step, data, attempts, wakes, scope, lease`,
      [randomUUID(), kinds, atMost, leaseMs],
      sweeper,
    );
  }

  /** Keeps the lease a while longer. False when somebody else has it by now. */
  async renew(id: Uuid, lease: Uuid, leaseMs: number): Promise<boolean> {
    const text = `UPDATE sagas SET leased_until = now() + $3 * interval '1 ms' WHERE id = $1 AND lease = $2`;
    return (await this.database.transaction((em) => execute(em, text, [id, lease, leaseMs]), sweeper)) > 0;
  }

  /** Writes down what follows. Gives the saga back, still leased, when its next step is to run right away. */
  async advance(saga: LeasedSaga, next: SagaNext, leaseMs: number | undefined): Promise<LeasedSaga | undefined> {
    if (next === 'done') {
      await this.release(saga, `done_at = now()`, []);
    } else if ('wait' in next) {
      await this.release(saga, dueUnlessWoken, [saga.wakes, next.afterMs]);
    } else if (next.afterMs || leaseMs === undefined) {
      const { step, data = saga.data, afterMs = 0 } = next;
      await this.release(saga, `${dueUnlessWoken}, step = $5, data = $6`, [saga.wakes, afterMs, step, JSON.stringify(data)]);
    } else {
      return this.goOn(saga, next, leaseMs);
    }
    return undefined;
  }

  async retryLater({ id, lease }: LeasedSaga, reason: string, afterMs: number): Promise<void> {
    await this.database.transaction(
      (em) =>
        execute(
          em,
          `UPDATE sagas SET lease = NULL, leased_until = NULL, attempts = attempts + 1, last_error = $3, due_at = now() + $4 * interval '1 ms'
           WHERE id = $1 AND lease = $2`,
          [id, lease, reason, afterMs],
        ),
      sweeper,
    );
  }

  async wake(id: Uuid): Promise<void> {
    await this.database.transaction((em) => execute(em, wakeStatement, [id]), sweeper);
  }

  /** Those whose deadline has passed since somebody last asked: each is told of once. */
  async newlyOverdue(): Promise<{ id: Uuid; kind: string; step: string }[]> {
    return this.database.transaction(
      (em) =>
        query<{ id: Uuid; kind: string; step: string }>(
          em,
          `UPDATE sagas SET alarmed_at = now() WHERE done_at IS NULL AND deadline_at < now() AND alarmed_at IS NULL RETURNING id, kind, step`,
        ),
      sweeper,
    );
  }

  private async release({ id, lease }: LeasedSaga, change: string, values: readonly unknown[]): Promise<void> {
    const text = `UPDATE sagas SET lease = NULL, leased_until = NULL, attempts = 0, ${change} WHERE id = $1 AND lease = $2`;
    await this.database.statement(text, [id, lease, ...values], sweeper);
  }

  private async goOn(
    saga: LeasedSaga,
    { step, data = saga.data }: { step: string; data?: object },
    leaseMs: number,
  ): Promise<LeasedSaga | undefined> {
    const [row] = await this.database.transaction(
      (em) =>
        query<{ wakes: number }>(
          em,
          `UPDATE sagas SET step = $3, data = $4, attempts = 0, due_at = now(), leased_until = now() + $5 * interval '1 ms'
           WHERE id = $1 AND lease = $2 RETURNING wakes`,
          [saga.id, saga.lease, step, JSON.stringify(data), leaseMs],
        ),
      sweeper,
    );
    return row && { ...saga, step, data, attempts: 0, wakes: row.wakes };
  }
}

const dueUnlessWoken = `due_at = now() + CASE WHEN wakes = $3 THEN $4 * interval '1 ms' ELSE interval '0' END`;
