import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { partLater, type LaterEntry } from '../domain/parting.js';
import type { Match } from '../domain/matching.js';
import { Matching } from './matching.js';
import { lockBalances, lockItems, lockPlanned, type MergedRow } from './merged-books.js';

/** Of one pair of accounts: the sheets that go back, and what came later. */
export interface Parting {
  readonly home: Uuid;
  readonly sheets: readonly Uuid[];
  readonly later: readonly LaterEntry[];
  readonly planned: readonly Uuid[]; // What is planned for what goes back.
}

export interface Parted {
  readonly entries: number; // Documents and payments that went back.
  readonly matches: number; // That were of both, and are undone.
  readonly laterStays: boolean;
}

/**
 * One account becomes two again (ID-24). Sheets go back whole, so that no document, payment or cent is lost. A match of the one's
 * payment to the other's item is undone: money stays with whose it is, and settles the open items of its own account, oldest first.
 */
@Injectable()
export class PartedBooks {
  constructor(private readonly matching: Matching) {}

  /** Decides; writes nothing. */
  async draft(em: EntityManager, merged: MergedRow, chosen: readonly Uuid[]): Promise<Parting | undefined> {
    const { home } = merged;
    if (home === null) return undefined;
    const own = await query<{ id: Uuid }>(em, `SELECT id FROM billing_accounts WHERE id = ANY ($1::uuid[]) AND joined_to = $2`, [
      merged.sheets,
      home,
    ]);
    const sheets = own.map(({ id }) => id);
    const later = await query<LaterEntry>(em, selectLater, [home, [...merged.sheets, ...merged.known]]);
    const planned = (await query<{ id: Uuid }>(em, selectPlanned, [home, merged.planned, [...merged.plans, ...merged.recurring]])).map(
      ({ id }) => id,
    );
    const causes = await query<{ cause: string }>(em, selectCauses, [sheets]);
    const going = partLater(later, {
      chosen: new Set(chosen),
      causes: new Set(causes.map(({ cause }) => cause)),
      recurring: new Set(merged.recurring),
      planned: new Set(planned),
    });
    return { home, sheets: [...sheets, ...going], later, planned };
  }

  /** Whoever calls holds the issuer's books alone. */
  async part(em: EntityManager, merged: MergedRow, chosen: readonly Uuid[]): Promise<Parted> {
    const parting = await this.draft(em, merged, chosen);
    if (!parting) return { entries: 0, matches: 0, laterStays: merged.laterStays ?? false };
    const { home, sheets, later } = parting;
    const from = merged.fromAccount;
    await query(em, lockPlanned, [home]);
    for (const lock of [lockItems, lockBalances]) await query(em, lock, [home]);
    await this.movePlans(em, merged, parting);
    await execute(em, reopen, [from, sheets]);
    await execute(em, onItsOwn, [home]);
    for (const move of [moveItems, moveBalances]) await execute(em, move, [from, sheets]);
    for (const move of [followPaid, followCharged]) await execute(em, move, [[home, from]]);
    const across = await query<Match>(em, selectAcross, [from, home]);
    await this.release(em, across);
    const [{ entries }] = await query<{ entries: number }>(em, countEntries, [sheets]);
    const laterStays = later.some(({ sheet }) => !sheets.includes(sheet)) || (await query(em, anythingPlanned, [home])).length > 0;
    await execute(em, done, [merged.mergeId, from, laterStays]);
    return { entries, matches: across.length, laterStays };
  }

  /** What is planned goes back with what it is of; what was paid meanwhile follows its payment, and what is being charged its charge. */
  private async movePlans(em: EntityManager, merged: MergedRow, { home, planned }: Parting): Promise<void> {
    const from = merged.fromAccount;
    const charges = (await query<{ id: Uuid }>(em, selectCharges, [home, planned, merged.charges])).map(({ id }) => id);
    await execute(em, `UPDATE charges SET billing_account_id = $1 WHERE id = ANY ($2::uuid[])`, [from, charges]);
    await execute(em, movePlanned, [from, planned, charges]);
    await execute(em, `UPDATE payment_plans SET billing_account_id = $1 WHERE id = ANY ($2::uuid[]) AND billing_account_id = $3`, [
      from,
      merged.plans,
      home,
    ]);
    await execute(em, `UPDATE recurring_charges SET billing_account_id = $1 WHERE id = ANY ($2::uuid[]) AND billing_account_id = $3`, [
      from,
      merged.recurring,
      home,
    ]);
  }

  private async release(em: EntityManager, across: readonly Match[]): Promise<void> {
    const freed = await this.matching.undo(em, across);
    const accounts = Array.from(
      Map.groupBy(freed, (one) => one.billingAccountId),
      ([billingAccountId, own]) => ({ billingAccountId, paymentIds: own.map(({ paymentId }) => paymentId) }),
    );
    if (accounts.length > 0)
      await this.matching.settleOldest(
        em,
        accounts.sort((a, b) => (a.billingAccountId < b.billingAccountId ? -1 : 1)),
      );
  }
}

const done = `UPDATE merged_books SET split_at = now(), later_stays = $3 WHERE merge_id = $1 AND from_account = $2`;

const cause = (row: string): string => `array_remove(ARRAY[${row}.operation_id::text, ${row}.import_id || '/' || ${row}.import_row], NULL)`;

/** Sheets of $1's books that no account brought along ($2): each holds what came about after the merge. */
const laterSheets = `SELECT id FROM billing_accounts WHERE joined_to = $1 AND client_id IS NULL AND id <> ALL ($2::uuid[])`;

const selectLater = `WITH sheets AS MATERIALIZED (${laterSheets})
  SELECT d.id, d.billing_account_id AS sheet, d.kind, ${cause('d')} AS causes,
      ARRAY(SELECT sale_id FROM document_lines l WHERE l.document_id = d.id AND sale_id IS NOT NULL) AS "saleIds",
      (SELECT recurring_charge_id FROM recurring_invoices r WHERE r.document_id = d.id LIMIT 1) AS "recurringId",
      '{}'::uuid[] AS "plannedIds", '{}'::uuid[] AS "sheetsGivenBack"
    FROM documents d WHERE d.billing_account_id IN (SELECT id FROM sheets)
  UNION ALL
  SELECT p.id, p.billing_account_id, p.kind, ${cause('p')}, '{}', NULL,
      ARRAY(SELECT n.id FROM planned_payments n WHERE n.payment_id = p.id),
      ARRAY(SELECT DISTINCT given.billing_account_id FROM refund_sources s JOIN payments given ON given.id = s.payment_id
        WHERE s.refund_id = p.id AND given.billing_account_id <> p.billing_account_id)
    FROM payments p WHERE p.billing_account_id IN (SELECT id FROM sheets)
  UNION ALL -- Refunds of what stays may give back later payments, too.
  SELECT p.id, p.billing_account_id, p.kind, '{}', '{}', NULL, '{}', array_agg(DISTINCT given.billing_account_id)
    FROM payments given JOIN refund_sources s ON s.payment_id = given.id JOIN payments p ON p.id = s.refund_id
    WHERE given.billing_account_id IN (SELECT id FROM sheets) AND p.billing_account_id NOT IN (SELECT id FROM sheets) GROUP BY p.id
  ORDER BY id`;

const selectCauses = `SELECT unnest(${cause('d')}) AS cause FROM documents d WHERE d.billing_account_id = ANY ($1::uuid[])`;

const selectPlanned = `SELECT id FROM planned_payments WHERE billing_account_id = $1 AND (id = ANY ($2::uuid[]) OR plan_id = ANY ($3::uuid[]))`;

/** A charge that collects for both stays: its money is the survivor's. */
const selectCharges = `SELECT c.id FROM charges c WHERE c.billing_account_id = $1 AND c.state = 'requested' AND (c.id = ANY ($3::uuid[])
    OR EXISTS (SELECT FROM planned_payments p WHERE p.charge_id = c.id AND p.id = ANY ($2::uuid[])))
  AND NOT EXISTS (SELECT FROM planned_payments p WHERE p.charge_id = c.id AND p.state = 'charging' AND p.id <> ALL ($2::uuid[]))`;

const movePlanned = `UPDATE planned_payments SET billing_account_id = $1
  WHERE id = ANY ($2::uuid[]) AND (state <> 'charging' OR charge_id = ANY ($3::uuid[]))`;

/** $1 the account that opens again, $2 its sheets. */
const reopen = `UPDATE billing_accounts SET joined_to = CASE WHEN id <> $1 THEN $1::uuid END,
    merged = merged OR (id = $1 AND cardinality($2::uuid[]) > 1)
  WHERE id = ANY ($2::uuid[])`;
/** An account that shows no sheets but itself any more is one like any other. */
const onItsOwn = `UPDATE billing_accounts a SET merged = false
  WHERE a.id = $1 AND NOT EXISTS (SELECT FROM billing_accounts sheet WHERE sheet.joined_to = a.id)`;
const documents = `SELECT id FROM documents WHERE billing_account_id = ANY ($2::uuid[])`;
const payments = `SELECT id FROM payments WHERE billing_account_id = ANY ($2::uuid[])`;
const moveItems = `UPDATE open_items SET billing_account_id = $1 WHERE document_id IN (${documents})`;
const moveBalances = `UPDATE payment_balances SET billing_account_id = $1 WHERE payment_id IN (${payments})`;

const followPaid = `UPDATE planned_payments p SET billing_account_id = b.billing_account_id FROM payment_balances b
  WHERE b.payment_id = p.payment_id AND p.billing_account_id = ANY ($1::uuid[]) AND p.billing_account_id <> b.billing_account_id`;
const followCharged = `UPDATE charges c SET billing_account_id = b.billing_account_id FROM payment_balances b
  WHERE c.kind = 'charge' AND b.payment_id = c.payment_id AND c.billing_account_id = ANY ($1::uuid[]) AND c.billing_account_id <> b.billing_account_id`;

const selectAcross = `SELECT a.payment_id AS "paymentId", a.document_id AS "documentId", a.position, a.amount_minor AS "amountMinor"
  FROM payments p JOIN allocations a ON a.payment_id = p.id
  JOIN payment_balances b ON b.payment_id = a.payment_id
  JOIN open_items i ON i.document_id = a.document_id AND i.position = a.position
  WHERE p.billing_account_id = ANY (sheets_of($1) || sheets_of($2)) AND b.billing_account_id <> i.billing_account_id
  ORDER BY a.document_id, a.position, a.payment_id`;

const countEntries = `SELECT ((SELECT count(*) FROM documents WHERE billing_account_id = ANY ($1::uuid[]))
  + (SELECT count(*) FROM payments WHERE billing_account_id = ANY ($1::uuid[])))::int AS entries`;

const anythingPlanned = `SELECT FROM planned_payments WHERE billing_account_id = $1
  UNION ALL SELECT FROM recurring_charges WHERE billing_account_id = $1 LIMIT 1`;
