import type { Uuid } from '#kernel/ids';
import type { World } from '#testing/start-world';
import type { Level } from './random-acts.js';

/** A line of an invoice as the books have it. */
export interface StandingLine {
  readonly documentId: Uuid;
  readonly position: number;
  readonly accountId: Uuid;
  readonly charged: number; // With taxes, after discounts.
  readonly left: number; // Not credited.
  readonly settled: number;
  readonly parts: readonly [price: number, taxes: number] | null; // Of what is left; a discount is set off against both.
}

export interface StandingPayment {
  readonly id: Uuid;
  readonly accountId: Uuid;
  readonly amount: number;
  readonly refunded: number;
  readonly free: number;
}

export interface StandingMatch {
  readonly paymentId: Uuid;
  readonly documentId: Uuid;
  readonly position: number;
  readonly accountId: Uuid;
  readonly amount: number;
}

export interface StandingBooks {
  readonly lines: readonly StandingLine[];
  readonly payments: readonly StandingPayment[];
  readonly matches: readonly StandingMatch[];
}

/** Which money settles what: the part of the books that the model leaves to them. */
export async function standing(world: World, accounts: readonly Uuid[]): Promise<StandingBooks> {
  const [{ books }] = await world.database('billing').query<{ books: StandingBooks }>(selectStanding, [accounts]);
  return books;
}

/** What one organization's documents and journal add up to. */
export interface WrittenBooks {
  readonly invoices: number;
  readonly creditNotes: number;
  readonly numbers: readonly [number, number]; // The last of each series.
  readonly ledger: number; // All postings: zero.
  readonly receivable: number;
  readonly money: number;
}

export async function written(world: World, issuers: Record<Level, Uuid>): Promise<Record<Level, WrittenBooks>> {
  const { client, corporate } = issuers;
  const rows = await world.database('billing').query<{ issuerId: Uuid; books: WrittenBooks }>(selectWritten, [[client, corporate]]);
  const of = (issuer: Uuid): WrittenBooks => {
    const found = rows.find(({ issuerId }) => issuerId === issuer);
    if (!found) throw new Error(`no books of ${issuer}`);
    return found.books;
  };
  return { client: of(client), corporate: of(corporate) };
}

/** Rows are found as the books find them, along the documents and payments of an account or an issuer: there are thousands of histories. */
const selectStanding = `WITH d AS (SELECT id, number FROM documents WHERE billing_account_id = ANY ($1::uuid[])),
    p AS (SELECT id FROM payments WHERE billing_account_id = ANY ($1::uuid[]))
  SELECT json_build_object(
    'lines', (SELECT coalesce(json_agg(json_build_object('documentId', i.document_id, 'position', i.position, 'accountId', i.billing_account_id,
        'charged', i.total_minor - i.set_off_minor, 'left', i.total_minor - i.set_off_minor - i.credited_minor, 'settled', i.settled_minor,
        'parts', CASE WHEN i.set_off_minor = 0 THEN json_build_array(l.net_minor + coalesce(c.net, 0), l.tax_minor + coalesce(c.tax, 0)) END)
        ORDER BY d.number, i.position), '[]')
      FROM d JOIN open_items i ON i.document_id = d.id JOIN document_lines l USING (document_id, position)
      LEFT JOIN LATERAL (SELECT sum(net_minor) AS net, sum(tax_minor) AS tax FROM document_lines
        WHERE credits_document_id = i.document_id AND credits_position = i.position) c ON true),
    'payments', (SELECT coalesce(json_agg(json_build_object('id', b.payment_id, 'accountId', b.billing_account_id, 'amount', b.amount_minor,
        'refunded', b.refunded_minor, 'free', b.free_minor) ORDER BY b.payment_id), '[]')
      FROM p JOIN payment_balances b ON b.payment_id = p.id),
    'matches', (SELECT coalesce(json_agg(json_build_object('paymentId', a.payment_id, 'documentId', a.document_id, 'position', a.position,
        'accountId', b.billing_account_id, 'amount', a.amount_minor) ORDER BY a.payment_id, a.document_id, a.position), '[]')
      FROM p JOIN payment_balances b ON b.payment_id = p.id JOIN allocations a ON a.payment_id = p.id)) AS books`;

const moneyAccounts = `('cash', 'cheques', 'terminal', 'online-payments', 'bank', 'external-payments')`;

const selectWritten = `WITH d AS (SELECT id, issuer_id, kind, number FROM documents WHERE issuer_id = ANY ($1::uuid[])),
    entries AS (SELECT id, issuer_id FROM d
      UNION ALL SELECT id, issuer_id FROM payments WHERE issuer_id = ANY ($1::uuid[])
      UNION ALL SELECT id, issuer_id FROM recognitions WHERE issuer_id = ANY ($1::uuid[])),
    ledgers AS (SELECT e.issuer_id, sum(p.amount_minor) AS ledger, sum(p.amount_minor) FILTER (WHERE p.account = 'receivable') AS receivable,
        sum(p.amount_minor) FILTER (WHERE p.account IN ${moneyAccounts}) AS money
      FROM entries e JOIN postings p ON p.entry_id = e.id GROUP BY e.issuer_id)
  SELECT t.issuer_id AS "issuerId", json_build_object(
    'invoices', (SELECT count(*) FROM d WHERE d.issuer_id = t.issuer_id AND kind = 'invoice'),
    'creditNotes', (SELECT count(*) FROM d WHERE d.issuer_id = t.issuer_id AND kind = 'credit-note'),
    'numbers', json_build_array(
      (SELECT coalesce(max(number), 0) FROM d WHERE d.issuer_id = t.issuer_id AND kind = 'invoice'),
      (SELECT coalesce(max(number), 0) FROM d WHERE d.issuer_id = t.issuer_id AND kind = 'credit-note')),
    'ledger', coalesce(l.ledger, 0), 'receivable', coalesce(l.receivable, 0), 'money', coalesce(l.money, 0)) AS books
  FROM unnest($1::uuid[]) AS t (issuer_id) LEFT JOIN ledgers l ON l.issuer_id = t.issuer_id`;
