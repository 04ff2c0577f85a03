import { Client } from 'pg';

export interface ReplayWish {
  /** Connection of the service's own role. */
  databaseUrl: string;
  /** Only messages of this subject. */
  subject?: string;
  messageId?: string;
}

/**
 * Asks for the replay of the dead letters of one service. The running service works on them within seconds, or at its next
 * start; those that fail again stay parked with their new reason. Says how many were asked for.
 */
export async function replayDeadLetters({ databaseUrl, subject, messageId }: ReplayWish): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `UPDATE dead_letters SET replay_at = now()
       WHERE replayed_at IS NULL AND replay_at IS NULL AND caller IS NOT NULL AND message_id IS NOT NULL
         AND ($1::text IS NULL OR subject = $1) AND ($2::uuid IS NULL OR message_id = $2)`,
      [subject ?? null, messageId ?? null],
    );
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}
