import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { plannedCover, type PlannedMoney } from '../domain/match-state.js';
import { inInvoiceOrder, type ItemKey, type OpenItem } from '../domain/matching.js';

/** How much of an item planned payments are going to settle. */
export type CoverOf = (item: ItemKey) => number;

type PlannedRow = PlannedMoney & { readonly billingAccountId: Uuid };

/** What planned payments are going to settle of what is open (BIL-7). */
@Injectable()
export class PlannedCover {
  async of(em: EntityManager, billingAccountIds: Iterable<Uuid>): Promise<CoverOf> {
    const planned = Map.groupBy(
      await query<PlannedRow>(em, selectPlanned, [[...new Set(billingAccountIds)]]),
      (row) => row.billingAccountId,
    );
    const items = Map.groupBy(await this.reached(em, planned), (item) => item.billingAccountId);
    const covered = new Map<string, number>();
    for (const [account, money] of planned) {
      for (const match of plannedCover((items.get(account) ?? []).sort(inInvoiceOrder), money)) {
        covered.set(keyOf(match), (covered.get(keyOf(match)) ?? 0) + match.amountMinor);
      }
    }
    return (item) => covered.get(keyOf(item)) ?? 0;
  }

  /** The open items that planned money can reach: those it is meant for, and the first ones up to all of it. */
  private async reached(em: EntityManager, planned: ReadonlyMap<Uuid, readonly PlannedRow[]>): Promise<OpenItem[]> {
    if (planned.size === 0) return [];
    const totals = Array.from(planned.values(), (rows) => rows.reduce((sum, row) => sum + row.amountMinor, 0));
    const meant = [...planned.values()].flat().flatMap((row) => row.invoiceIds);
    return query<OpenItem>(em, selectReached, [[...planned.keys()], totals, meant]);
  }
}

const keyOf = ({ documentId, position }: ItemKey): string => `${documentId}/${position}`;

const selectPlanned = `SELECT i.billing_account_id AS "billingAccountId", coalesce(p.invoice_ids, '{}') AS "invoiceIds", sum(i.amount_minor)::bigint AS "amountMinor"
  FROM planned_payments i LEFT JOIN payment_plans p ON p.id = i.plan_id
  WHERE i.billing_account_id = ANY ($1::uuid[]) AND i.state IN ('planned', 'charging') GROUP BY 1, 2`;

const selectReached = `SELECT "documentId", position, "billingAccountId", "dueOn", number, "openMinor" FROM (
    SELECT i.document_id AS "documentId", i.position, i.billing_account_id AS "billingAccountId", i.due_on AS "dueOn", d.number,
      i.open_minor AS "openMinor", t.planned, sum(i.open_minor) OVER (
        PARTITION BY i.billing_account_id ORDER BY i.due_on, d.number, i.position ROWS UNBOUNDED PRECEDING) - i.open_minor AS ahead
    FROM unnest($1::uuid[], $2::bigint[]) AS t (id, planned)
    JOIN open_items i ON i.billing_account_id = t.id AND i.open_minor > 0 JOIN documents d ON d.id = i.document_id) items
  WHERE ahead < planned OR "documentId" = ANY ($3::uuid[])`;
