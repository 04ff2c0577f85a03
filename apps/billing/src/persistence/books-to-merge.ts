import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BooksToJoin } from '#contracts/billing/merges';
import type { ClientToJoin, LaterActivity } from '#contracts/memberships/merges';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { BooksOfTwoCurrencies } from '../domain/merge.errors.js';
import { followedBy } from '../domain/parting.js';
import { billingAccountId } from '../domain/sale-invoices.js';
import type { MergedRow } from './merged-books.js';
import type { Parting } from './parted-books.js';

interface Sums {
  readonly balanceMinor: number;
  readonly invoices: number;
  readonly creditNotes: number;
  readonly payments: number;
}

type LaterRow = Omit<LaterActivity, 'goesTo' | 'follows'> & { readonly sheet: Uuid; readonly root: Uuid | null };

/** What a merge, or its undoing, would do to books. Nothing is written, so it is the same arithmetic over the same sheets. */
@Injectable()
export class BooksToMerge {
  /** Two clients' books as they are and as one; undefined where there is nothing to join. */
  async joining(em: EntityManager, organizationId: Uuid, client: ClientToJoin): Promise<BooksToJoin | undefined> {
    const { fromClientId: closedClientId, toClientId: survivorClientId } = client;
    if (closedClientId === survivorClientId) return undefined;
    const ids = [closedClientId, survivorClientId].map((clientId) => billingAccountId(organizationId, clientId));
    const accounts = await query<{ id: Uuid; currency: string }>(em, selectAccounts, [ids, organizationId]);
    const currencies = [...new Set(accounts.map(({ currency }) => currency))];
    if (currencies.length > 1) throw new BooksOfTwoCurrencies({ currencies });
    const open = ids.map((id) => (accounts.some((one) => one.id === id) ? [id] : []));
    const [closed, survivor] = [await this.sums(em, open[0], true), await this.sums(em, open[1], true)];
    if (isEmpty(closed) && isEmpty(survivor)) return undefined;
    const { balanceMinor: closedMinor, ...counts } = closed;
    const survivorMinor = survivor.balanceMinor;
    const mergedMinor = closedMinor + survivorMinor;
    return { closedClientId, survivorClientId, currency: currencies[0], closedMinor, survivorMinor, mergedMinor, ...counts };
  }

  /** The books that would open again, with what goes back to them. */
  async parting(em: EntityManager, merged: MergedRow, { home, sheets }: Parting): Promise<BooksToJoin> {
    const { balanceMinor: closedMinor, ...counts } = await this.sums(em, sheets, false);
    const { balanceMinor: mergedMinor } = await this.sums(em, [home], true);
    const { closedClientId, toClientId: survivorClientId, currency } = merged;
    return { closedClientId, survivorClientId, currency, closedMinor, survivorMinor: mergedMinor - closedMinor, mergedMinor, ...counts };
  }

  /** What came after the merge, the oldest first, and where each would be. */
  async later(em: EntityManager, merged: MergedRow, { home, sheets, later }: Parting): Promise<LaterActivity[]> {
    const going = new Set(sheets);
    const follows = followedBy(later);
    const rows = await query<LaterRow>(em, selectLater, [home, merged.joinedAt, later.map(({ id }) => id)]);
    return rows.map(({ sheet, root, ...row }) => ({
      ...row,
      goesTo: going.has(sheet) ? 'reopened' : 'survivor',
      follows: follows.get(row.id) ?? root,
    }));
  }

  private async sums(em: EntityManager, ids: readonly Uuid[], wholeBooks: boolean): Promise<Sums> {
    const [sums] = await query<Sums>(em, selectSums(wholeBooks), [ids]);
    return sums;
  }
}

const isEmpty = ({ invoices, creditNotes, payments }: Sums): boolean => invoices + creditNotes + payments === 0;

const selectAccounts = `SELECT id, currency FROM billing_accounts WHERE id = ANY ($1::uuid[]) AND issuer_id = $2 AND joined_to IS NULL`;

/** Current balance (BIL-2) of sheets, or of all the sheets in accounts' books. */
const selectSums = (wholeBooks: boolean): string => {
  const mine = wholeBooks
    ? `billing_account_id IN (SELECT unnest(sheets_of(id)) FROM unnest($1::uuid[]) AS t (id))`
    : `billing_account_id = ANY ($1::uuid[])`;
  return `SELECT (d.total + p.total)::bigint AS "balanceMinor", d.invoices, d."creditNotes", p.payments FROM (
      SELECT coalesce(sum(total_minor), 0) AS total, (count(*) FILTER (WHERE kind = 'invoice'))::int AS invoices,
        (count(*) FILTER (WHERE kind = 'credit-note'))::int AS "creditNotes"
      FROM documents WHERE ${mine}) d, (
      SELECT coalesce(sum(CASE kind WHEN 'payment' THEN -amount_minor ELSE amount_minor END), 0) AS total,
        (count(*) FILTER (WHERE kind = 'payment'))::int AS payments
      FROM payments WHERE ${mine}) p`;
};

/** $1 the survivor's account, $2 when it was merged, $3 what has a sheet of its own since. Both as many as a screen can show. */
const selectLater = `SELECT * FROM (
    SELECT d.id, d.kind, d.label, d.issued_on AS "on", abs(d.total_minor) AS "amountMinor", d.currency, d.billing_account_id AS sheet,
      (SELECT credits_document_id FROM document_lines l WHERE l.document_id = d.id ORDER BY position LIMIT 1) AS root
    FROM documents d WHERE d.billing_account_id = ANY (sheets_of($1)) AND (d.issued_at > $2::timestamptz OR d.id = ANY ($3::uuid[]))
    UNION ALL
    SELECT p.id, p.kind, coalesce(p.reference, p.method), p.booked_on, p.amount_minor, p.currency, p.billing_account_id,
      (SELECT s.payment_id FROM refund_sources s WHERE s.refund_id = p.id ORDER BY s.payment_id LIMIT 1)
    FROM payments p WHERE p.billing_account_id = ANY (sheets_of($1)) AND (p.recorded_at > $2::timestamptz OR p.id = ANY ($3::uuid[]))) entries
  ORDER BY "on", id LIMIT 1000`;
