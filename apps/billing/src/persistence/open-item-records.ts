import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OpenItemRecord } from '#contracts/billing/payments';
import type { Page } from '#contracts/message';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { pageOf } from '#platform/paging';
import { itemStateOf, type Reconcilable } from '../domain/match-state.js';
import { readCursor } from './list-cursors.js';
import { PlannedCover } from './planned-cover.js';

interface ItemRow extends Reconcilable {
  readonly item: Omit<OpenItemRecord, 'state'>;
  readonly number: number;
}

/** What is still owed on an account, in the order money will settle it (BIL-9). */
@Injectable()
export class OpenItemRecords {
  constructor(private readonly cover: PlannedCover) {}

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
    const coverOf = await this.cover.of(em, [billingAccountId]);
    return {
      data: data.map(({ item, ...row }) => {
        const plannedMinor = coverOf({ documentId: item.invoiceId, position: item.position });
        return { ...item, state: itemStateOf(row, plannedMinor) };
      }),
      next,
    };
  }
}

const select = `SELECT d.number, i.total_minor AS "totalMinor", i.set_off_minor AS "setOffMinor", i.credited_minor AS "creditedMinor",
    i.settled_minor AS "settledMinor",
    json_build_object('invoiceId', i.document_id, 'invoiceNumber', d.label, 'position', i.position, 'description', l.description,
      'personName', i.person_name, 'dueOn', i.due_on, 'currency', d.currency, 'totalMinor', i.total_minor,
      'settledMinor', i.settled_minor, 'openMinor', i.open_minor) AS item
  FROM open_items i JOIN documents d ON d.id = i.document_id
  JOIN document_lines l ON l.document_id = i.document_id AND l.position = i.position
  WHERE i.billing_account_id = $1 AND i.open_minor > 0
    AND ($3::date IS NULL OR (i.due_on, d.number, i.position) > ($3::date, $4::bigint, $5::int))
  ORDER BY i.due_on, d.number, i.position LIMIT $2`;
