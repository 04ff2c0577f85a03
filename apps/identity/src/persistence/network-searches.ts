import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { execute, query } from '#platform/database/sql';
import { secondsToWait, type SearchesMade } from '../domain/search/search-pace.js';
import { TooManySearches } from '../domain/search.errors.js';

/** What an organization has searched a network for: counted, so that nobody copies it, and written into its log. */
@Injectable()
export class NetworkSearches {
  constructor(
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Counts one more, and refuses it where there were too many. */
  async count(em: EntityManager, organizationId: Uuid): Promise<void> {
    const now = this.clock.now();
    const [made] = await query<SearchesMade>(em, countOne, [organizationId, now]);
    const retryAfterSeconds = secondsToWait({ ...made, inHour: made.inHour - 1 }, now);
    if (retryAfterSeconds > 0) throw new TooManySearches({ retryAfterSeconds });
  }

  /** Who searched by what, and whom they were shown: ids alone. The head of the log stays locked until commit. */
  async record(
    em: EntityManager,
    organizationId: Uuid,
    { networkId, by, shown, strangers }: { networkId: Uuid; by: readonly string[]; shown: readonly Uuid[]; strangers: number },
  ): Promise<void> {
    if (strangers > 0) await execute(em, countStrangers, [organizationId, this.clock.now(), strangers]);
    await this.audit.record(em, { organizationId, action: 'identity.network-searched', subject: networkId, facts: { by, shown } });
  }

  /** Hours of earlier days count no longer. */
  async forgetOld(em: EntityManager, organizationId: Uuid): Promise<void> {
    const text = `DELETE FROM network_searches WHERE organization_id = $1 AND hour < date_trunc('day', $2::timestamptz, 'UTC')`;
    await execute(em, text, [organizationId, this.clock.now()]);
  }
}

const countOne = `
  WITH now_counted AS (
    INSERT INTO network_searches AS s (organization_id, hour, searches, strangers) VALUES ($1, date_trunc('hour', $2::timestamptz, 'UTC'), 1, 0)
    ON CONFLICT (organization_id, hour) DO UPDATE SET searches = s.searches + 1 RETURNING hour, searches, strangers)
  SELECT n.searches AS "inHour", (n.strangers + coalesce((SELECT sum(e.strangers) FROM network_searches e
    WHERE e.organization_id = $1 AND e.hour >= date_trunc('day', $2::timestamptz, 'UTC') AND e.hour < n.hour), 0))::int AS "strangersInDay"
  FROM now_counted n`;

const countStrangers = `UPDATE network_searches SET strangers = strangers + $3
  WHERE organization_id = $1 AND hour = date_trunc('hour', $2::timestamptz, 'UTC')`;
