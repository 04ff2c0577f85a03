import { Injectable } from '@nestjs/common';
import type { Caller, Uuid } from '#contracts/caller';
import { DomainError } from '#kernel/domain-error';
import { newId } from '#kernel/ids';
import { Database } from '../database/database.js';
import { execute, query } from '../database/sql.js';

export interface FailedMessage {
  messageId?: string;
  subject: string;
  payload: Uint8Array;
  caller?: Caller; // Absent when nobody we believe vouched for the message: then it is never replayed.
  correlationId: string;
  tries: number;
  error: unknown;
}

export interface DeadLetter {
  readonly id: Uuid;
  readonly messageId: Uuid;
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly caller: Caller;
  readonly correlationId: string;
}

const isUuid = (text: string | undefined): boolean => text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Messages nobody could work on: kept here, where a person sees them, until somebody asks for their replay. */
@Injectable()
export class DeadLetters {
  constructor(private readonly database: Database) {}

  /** Keeps a message; one parked before is parked again. */
  async park({ messageId, subject, payload, caller, correlationId, tries, error }: FailedMessage): Promise<void> {
    await this.database.transaction((em) =>
      execute(
        em,
        `INSERT INTO dead_letters (id, message_id, subject, payload, caller, correlation_id, tries, error)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (message_id) DO UPDATE SET payload = excluded.payload, caller = excluded.caller, tries = dead_letters.tries + excluded.tries,
           error = excluded.error, parked_at = now(), replay_at = NULL, replayed_at = NULL`,
        [
          newId(),
          isUuid(messageId) ? messageId : null,
          subject,
          Buffer.from(payload),
          caller ? JSON.stringify(caller) : null,
          correlationId,
          tries,
          reasonOf(error),
        ],
      ),
    );
  }

  /**
   * Works on the next dead letter of these subjects whose replay was asked for, if there is one; it stays locked meanwhile, and
   * is done or parked anew. Says whether there was one.
   */
  async replayNext(subjects: readonly string[], replay: (letter: DeadLetter) => Promise<void>): Promise<boolean> {
    return this.database.transaction(async (em) => {
      const [letter] = await query<DeadLetter>(
        em,
        `SELECT id, message_id AS "messageId", subject, payload, caller, correlation_id AS "correlationId" FROM dead_letters
         WHERE replay_at <= now() AND replayed_at IS NULL AND message_id IS NOT NULL AND caller IS NOT NULL AND subject = ANY ($1)
         ORDER BY parked_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [subjects],
      );
      if (!letter) return false;
      try {
        await replay(letter);
        await execute(em, `UPDATE dead_letters SET replayed_at = now() WHERE id = $1`, [letter.id]);
      } catch (error) {
        const text = `UPDATE dead_letters SET replay_at = NULL, tries = tries + 1, error = $2 WHERE id = $1`;
        await execute(em, text, [letter.id, reasonOf(error)]);
      }
      return true;
    });
  }
}

/** Codes where there are some: a message text may quote what a person entered. */
const reasonOf = (error: unknown): string =>
  error instanceof DomainError ? error.code : error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : 'unknown';
