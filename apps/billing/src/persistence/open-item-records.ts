import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OpenItemRecord } from '#contracts/billing/payments';
import type { Page } from '#contracts/message';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { pageOf } from '#platform/paging';
import { matchStateOf } from '../domain/match-state.js';
import { readCursor } from './list-cursors.js';

interface ItemRow {
  readonly item: Omit<OpenItemRecord, 'state'>;
  readonly number: number;
  readonly aheadMinor: number;
  readonly plannedMinor: number;
}

/** What is still owed on an account, in the order money will settle it (BIL-9). */
@Injectable()
export class OpenItemRecords {
  async list(
    em: EntityManager,
    billingAccountId: Uuid,
    { limit, after }: { limit: number; after?: string },
  ): Promise<Page<OpenItemRecord>> {
    const start = readCursor(after, ['day', 'number', 'number']);
    const values = [billingAccountId, limit + 1, start?.[0] ?? null, start?.[1] ?? null, start?.[2] ?? null];
    const { data, next } = pageOf(await query<ItemRow>(em, select, values), limit, ({ item, number }) => [
      item.dueOn,
      number,
      item.position,
    ]);
    return { data: data.map(recordOf), next };
  }
}

/** What planned payments cover of it: what they leave after the items ahead of it. */
function recordOf({ item, aheadMinor, plannedMinor }: ItemRow): OpenItemRecord {
  const covered = Math.min(item.openMinor, Math.max(0, plannedMinor - aheadMinor));
  const state = matchStateOf({ totalMinor: item.settledMinor + item.openMinor, matchedMinor: item.settledMinor, plannedMinor: covered });
  return { ...item, state };
}

const select = `SELECT number, "aheadMinor", "plannedMinor", item FROM (
    SELECT i.due_on, d.number, i.position,
      (sum(i.open_minor) OVER (ORDER BY i.due_on, d.number, i.position ROWS UNBOUNDED PRECEDING) - i.open_minor)::bigint AS "aheadMinor",
      (SELECT coalesce(sum(amount_minor), 0) FROM planned_payments
        WHERE billing_account_id = $1 AND state IN ('planned', 'charging'))::bigint AS "plannedMinor",
      json_build_object('invoiceId', i.document_id, 'invoiceNumber', d.label, 'position', i.position, 'description', l.description,
        'personName', i.person_name, 'dueOn', i.due_on, 'currency', d.currency, 'totalMinor', i.total_minor,
        'settledMinor', i.settled_minor, 'openMinor', i.open_minor) AS item
    FROM open_items i JOIN documents d ON d.id = i.document_id
    JOIN document_lines l ON l.document_id = i.document_id AND l.position = i.position
    WHERE i.billing_account_id = $1 AND i.open_minor > 0) items
  WHERE $3::date IS NULL OR (due_on, number, position) > ($3::date, $4::bigint, $5::int)
  ORDER BY due_on, number, position LIMIT $2`;
