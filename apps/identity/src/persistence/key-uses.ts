import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#contracts/caller';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';

const minuteMs = 60_000;
const remembered = 10_000;

/** When a key was last used, to the minute: often enough to find those nobody uses, seldom enough not to write at every request. */
@Injectable()
export class KeyUses {
  private readonly logger = new Logger(KeyUses.name);
  private readonly noted = new Map<Uuid, number>(); // By this process.

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Notes a use without holding up whoever uses it. */
  note(apiKeyId: Uuid): void {
    const now = this.clock.now();
    if (now.getTime() - (this.noted.get(apiKeyId) ?? -Infinity) < minuteMs) return;
    if (this.noted.size >= remembered) this.noted.clear();
    this.noted.set(apiKeyId, now.getTime());
    this.database
      .transaction((em) => execute(em, noteUse, [apiKeyId, now]), { as: 'gatekeeper' })
      .catch((error: unknown) => this.logger.warn({ err: error, apiKeyId }, 'The use of a key was not noted'));
  }

  async of(em: EntityManager, apiKeyIds: readonly Uuid[]): Promise<Map<Uuid, Date>> {
    const text = `SELECT api_key_id, last_used_at FROM api_key_uses WHERE api_key_id = ANY ($1::uuid[])`;
    const rows = await query<{ api_key_id: Uuid; last_used_at: Date }>(em, text, [apiKeyIds]);
    return new Map(rows.map(({ api_key_id, last_used_at }) => [api_key_id, last_used_at]));
  }
}

const noteUse = `INSERT INTO api_key_uses AS mine (api_key_id, organization_id, last_used_at)
  SELECT id, organization_id, $2 FROM api_keys WHERE id = $1
  ON CONFLICT (api_key_id) DO UPDATE SET last_used_at = greatest(mine.last_used_at, excluded.last_used_at)`;
