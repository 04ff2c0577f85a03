import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { StatusReason } from '#contracts/memberships/memberships.query';
import { query } from '#platform/database/sql';
import type { Ending } from '../domain/status.js';

/** What is written down of a membership's life. Names and what was said are in rows or columns that only its seller reads. */
export interface WrittenHistory {
  readonly version: number;
  readonly replacesId: Uuid | null;
  readonly replacedById: Uuid | null;
  readonly soldBy: string | null; // Who ordered it.
  readonly ended: Ending | null;
  readonly endedOn: LocalDate | null;
  readonly endedBecause: StatusReason | null;
  readonly memo: string | null;
  readonly endedBy: string | null;
}

/** Of a membership the reader may see. Operations show themselves to the seller alone, so their names do, too. */
export async function writtenHistory(em: EntityManager, membershipId: Uuid): Promise<WrittenHistory> {
  const [found] = await query<WrittenHistory>(
    em,
    `SELECT m.version, before.membership_id AS "replacesId", after.new_membership_id AS "replacedById", sale.ordered_by AS "soldBy",
       h.status AS ended, h.changed_on AS "endedOn", h.reason AS "endedBecause", h.memo, coalesce(h.changed_by, exchange.ordered_by) AS "endedBy"
     FROM memberships m
       LEFT JOIN replacements before ON before.new_membership_id = m.id
       LEFT JOIN replacements after ON after.membership_id = m.id
       LEFT JOIN status_history h ON h.membership_id = m.id
       LEFT JOIN operations sale ON sale.id = m.operation_id
       LEFT JOIN operations exchange ON exchange.id = after.operation_id
     WHERE m.id = $1`,
    [membershipId],
  );
  return found;
}
