import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#contracts/caller';
import { Database } from '../database/database.js';
import { execute, query } from '../database/sql.js';
import { currentContext } from '../messaging/context.js';

/** Which messages this service has taken to heart. A row commits together with the effect it stands for. */
@Injectable()
export class Inbox {
  constructor(private readonly database: Database) {}

  /**
   * Does the work of the message being consumed in one transaction, once: a repeat finds the message's row and only returns.
   * A repeat that arrives meanwhile waits for that row.
   */
  async once(work: (em: EntityManager) => Promise<void>, options: { as?: string } = {}): Promise<void> {
    const { messageId, subject } = currentContext();
    if (!messageId || !subject) throw new Error('Inbox.once works on a message, and there is none here');
    await this.database.transaction(async (em) => {
      const taken = await execute(em, `INSERT INTO inbox (message_id, subject) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
        messageId,
        subject,
      ]);
      if (taken > 0) await work(em);
    }, options);
  }

  /** Those of these messages that need not be sent again: done, or parked where a person will see them. */
  async held(messageIds: readonly Uuid[]): Promise<Uuid[]> {
    const rows = await this.database.transaction((em) =>
      query<{ message_id: Uuid }>(
        em,
        `SELECT message_id FROM inbox WHERE message_id = ANY ($1::uuid[])
         UNION SELECT message_id FROM dead_letters WHERE message_id = ANY ($1::uuid[]) AND caller IS NOT NULL`,
        [messageIds],
      ),
    );
    return rows.map(({ message_id }) => message_id);
  }
}
