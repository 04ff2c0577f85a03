import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DueRunRecord } from '#contracts/billing/recurring-charges';
import type { Page } from '#contracts/message';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { execute, query } from '#platform/database/sql';
import { pageOf } from '#platform/paging';
import { readCursor } from './list-cursors.js';

type Counts = Partial<Record<'invoices' | 'invoicedMinor' | 'charges' | 'chargedMinor' | 'covered' | 'succeeded' | 'declined', number>>;
type Row = Omit<DueRunRecord, 'currency'> & { readonly started: number };

/** Passes over what is due, each with what it has done so far, counted in the transactions that do it. */
@Injectable()
export class DueRuns {
  /** Begins one; false when it has begun already. */
  async begin(em: EntityManager, id: Uuid, issuerId: Uuid, dueOn: LocalDate): Promise<boolean> {
    const text = `INSERT INTO due_runs (id, issuer_id, due_on) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`;
    return (await execute(em, text, [id, issuerId, dueOn])) > 0;
  }

  async count(em: EntityManager, id: Uuid, counts: Counts): Promise<void> {
    const { invoices = 0, invoicedMinor = 0, charges = 0, chargedMinor = 0, covered = 0, succeeded = 0, declined = 0 } = counts;
    const values = [id, invoices, invoicedMinor, charges, chargedMinor, covered, succeeded, declined];
    await execute(em, countMore, values);
  }

  async finish(em: EntityManager, id: Uuid): Promise<void> {
    await execute(em, `UPDATE due_runs SET state = 'finished', finished_at = now() WHERE id = $1 AND state = 'running'`, [id]);
  }

  /** Whether anything of the issuer's is due by then. */
  async anythingDue(em: EntityManager, issuerId: Uuid, on: LocalDate): Promise<boolean> {
    return (await query(em, selectDue, [issuerId, on])).length > 0;
  }

  async get(em: EntityManager, { id: issuerId, currency }: { id: Uuid; currency: string }, runId: Uuid): Promise<DueRunRecord> {
    const [found] = await query<Row>(em, `${select} WHERE id = $1 AND issuer_id = $2`, [runId, issuerId]);
    if (!found) throw new Missing('billing.no-such-due-run');
    return recordOf(found, currency);
  }

  /** The latest first. */
  async list(
    em: EntityManager,
    { id: issuerId, currency }: { id: Uuid; currency: string },
    { limit, after }: { limit: number; after?: string },
  ): Promise<Page<DueRunRecord>> {
    const start = readCursor(after, ['number', 'id']);
    const rows = await query<Row>(em, selectList, [issuerId, limit + 1, start?.[0] ?? null, start?.[1] ?? null]);
    const { data, next } = pageOf(rows, limit, (row) => [row.started, row.id]);
    return { data: data.map((row) => recordOf(row, currency)), next };
  }
}

const recordOf = ({ started, ...row }: Row, currency: string): DueRunRecord => ({
  ...row,
  startedAt: new Date(started / 1000).toISOString(),
  currency,
});

const startedMicros = `(extract(epoch FROM started_at) * 1000000)::bigint`;
const select = `SELECT id, due_on AS "dueOn", state, invoices, invoiced_minor AS "invoicedMinor", charges, charged_minor AS "chargedMinor", covered,
  succeeded, declined, ${startedMicros} AS started, finished_at AS "finishedAt" FROM due_runs`;

const selectList = `${select} WHERE issuer_id = $1 AND ($3::bigint IS NULL OR (${startedMicros}, id) < ($3::bigint, $4::uuid))
  ORDER BY started_at DESC, id DESC LIMIT $2`;

const countMore = `UPDATE due_runs SET invoices = invoices + $2, invoiced_minor = invoiced_minor + $3, charges = charges + $4,
  charged_minor = charged_minor + $5, covered = covered + $6, succeeded = succeeded + $7, declined = declined + $8 WHERE id = $1`;

const selectDue = `(SELECT 1 AS due FROM recurring_charges WHERE issuer_id = $1 AND next_on <= $2 AND NOT paused AND next_on IS NOT NULL LIMIT 1)
  UNION ALL (SELECT 1 FROM planned_payments WHERE issuer_id = $1 AND state = 'planned' AND method <> 'cheque' AND due_on <= $2 LIMIT 1)
  UNION ALL (SELECT 1 FROM charges WHERE issuer_id = $1 AND state = 'requested' LIMIT 1)`;
