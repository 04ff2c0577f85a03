import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import {
  chosenItems,
  inInvoiceOrder,
  matchInOrder,
  releaseNewestFirst,
  type ChosenItem,
  type FreeMoney,
  type ItemKey,
  type KnownMatch,
  type Match,
  type MeantFor,
  type OpenItem,
} from '../domain/matching.js';

/** Items of one account to be settled, in this order; from all its free money, or from these payments only. */
export interface AccountToSettle {
  readonly billingAccountId: Uuid;
  readonly items: readonly ItemKey[];
  readonly paymentIds?: readonly Uuid[];
}

/** Money of a payment that is about to be recorded: nobody else knows of it yet. */
export type NewMoney = FreeMoney & { readonly billingAccountId: Uuid };

/** Money of a payment that no longer settles an item. */
export interface Freed {
  readonly paymentId: Uuid;
  readonly billingAccountId: Uuid;
  readonly amountMinor: number;
}

/**
 * Which payment settles which item. Locks are taken in one order by everybody, so that nobody waits in a circle: open items by
 * document and position, then balances of payments by payment. Whoever releases some items and settles others locks all of them first.
 */
@Injectable()
export class Matching {
  /** Locks items; gives what is open of each. */
  async lock(em: EntityManager, items: readonly ItemKey[]): Promise<OpenItem[]> {
    if (items.length === 0) return [];
    return query<OpenItem>(
      em,
      `${selectItems} JOIN unnest($1::uuid[], $2::smallint[]) AS t (document_id, position) USING (document_id, position) ${lockItems}`,
      keysOf(items),
    );
  }

  /** The open items of accounts, oldest due first, then invoice order (BIL-9). */
  async openItems(em: EntityManager, billingAccountIds: readonly Uuid[]): Promise<OpenItem[]> {
    return (await query<OpenItem>(em, openOfAccounts, [billingAccountIds])).sort(inInvoiceOrder);
  }

  /** The same, locked. */
  async lockOpenItems(em: EntityManager, billingAccountIds: readonly Uuid[]): Promise<OpenItem[]> {
    return (await query<OpenItem>(em, `${openOfAccounts} ${lockItems}`, [billingAccountIds])).sort(inInvoiceOrder);
  }

  /** Frees money from items, newest match first, until at most `keepMinor` stays settled on each. The items are locked already. */
  async release(em: EntityManager, items: readonly (ItemKey & { readonly keepMinor: number })[]): Promise<Freed[]> {
    const kept = new Map(items.map((item) => [keyOf(item), item.keepMinor]));
    const released: Match[] = [];
    for (const [key, matches] of byItem(await this.matchesOf(em, items))) released.push(...releaseNewestFirst(matches, kept.get(key) ?? 0));
    return this.undo(em, released);
  }

  /** Takes these amounts back from their matches. The items are locked already. */
  async undo(em: EntityManager, released: readonly Match[]): Promise<Freed[]> {
    if (released.length === 0) return [];
    await this.lockBalances(em, released);
    const columns = matchColumns(released);
    const [payments, documents, positions, amounts] = columns;
    const gone = (await execute(em, dropMatches, columns)) + (await execute(em, shrinkMatches, columns));
    if (gone !== released.length) throw new Error(`${released.length - gone} matches are not there to be released`);
    await execute(em, unsettleItems, [documents, positions, amounts]);
    return query<Freed>(em, freeMoney, [payments, amounts]);
  }

  /**
   * Matches accounts' free money, oldest payment first, to these items in the order given; never beyond what is open of an item
   * or free of a payment (BIL-10).
   */
  async settle(em: EntityManager, accounts: readonly AccountToSettle[]): Promise<Match[]> {
    const items = new Map(
      (
        await this.lock(
          em,
          accounts.flatMap((account) => account.items),
        )
      ).map((item) => [keyOf(item), item]),
    );
    const wanted = accounts.map((account) => ({
      ...account,
      items: account.items
        .flatMap((key) => items.get(keyOf(key)) ?? [])
        .filter((item) => item.billingAccountId === account.billingAccountId),
    }));
    return this.settleLocked(em, wanted);
  }

  /** What somebody chose for one payment, in the order chosen; refused where it is more than can be, by what is left once both are locked (BIL-10). */
  async settleChosen(
    em: EntityManager,
    { billingAccountId, paymentId }: { billingAccountId: Uuid; paymentId: Uuid },
    chosen: readonly ChosenItem[],
  ): Promise<Match[]> {
    const open = (await this.lock(em, chosen)).filter((item) => item.billingAccountId === billingAccountId);
    const [money] = await this.lockFreeMoney(em, [{ billingAccountId, paymentIds: [paymentId] }]);
    const items = chosenItems(chosen, open, money?.freeMinor ?? 0);
    return this.settleLocked(em, [{ billingAccountId, items, paymentIds: [paymentId] }]);
  }

  /** The account tool and every new payment: what it is meant for, then from the oldest item to the newest (BIL-8, BIL-9). */
  async settleOldest(em: EntityManager, accounts: readonly Omit<AccountToSettle, 'items'>[], meantFor?: MeantFor): Promise<Match[]> {
    const items = byAccount(
      await this.lockOpenItems(
        em,
        accounts.map((account) => account.billingAccountId),
      ),
    );
    return this.settleLocked(
      em,
      accounts.map((account) => ({ ...account, items: items.get(account.billingAccountId) ?? [] })),
      meantFor,
    );
  }

  /** What money that is about to be recorded settles, oldest items first: locks the items and marks them settled. `keep` follows. */
  async claim(em: EntityManager, money: readonly NewMoney[], meantFor?: MeantFor): Promise<Match[]> {
    const byOwner = Map.groupBy(money, (one) => one.billingAccountId);
    const items = byAccount(await this.lockOpenItems(em, [...byOwner.keys()]));
    const matches = [...byOwner].flatMap(([account, own]) => matchInOrder(items.get(account) ?? [], own, meantFor));
    await this.settleItems(em, matches);
    return matches;
  }

  /** Keeps matches whose items are settled and whose payments say what of them is matched. */
  async keep(em: EntityManager, matches: readonly Match[]): Promise<void> {
    if (matches.length > 0) await execute(em, addMatches, matchColumns(matches));
  }

  /** For items that are locked, as far as each says it is open. */
  async settleLocked(
    em: EntityManager,
    accounts: readonly { billingAccountId: Uuid; items: readonly OpenItem[]; paymentIds?: readonly Uuid[] }[],
    meantFor?: MeantFor,
  ): Promise<Match[]> {
    const owing = accounts.filter(({ items }) => items.some((item) => item.openMinor > 0));
    const money = byAccount(await this.lockFreeMoney(em, owing));
    const matches = owing.flatMap(({ billingAccountId, items, paymentIds }) => {
      const free = money.get(billingAccountId) ?? [];
      return matchInOrder(items, paymentIds ? free.filter((source) => paymentIds.includes(source.paymentId)) : free, meantFor);
    });
    await this.record(em, matches);
    return matches;
  }

  /** The items first: a match is never more than its item says is settled. */
  private async record(em: EntityManager, matches: readonly Match[]): Promise<void> {
    if (matches.length === 0) return;
    await this.settleItems(em, matches);
    const [payments, , , amounts] = matchColumns(matches);
    await execute(em, useMoney, [payments, amounts]);
    await this.keep(em, matches);
  }

  private async settleItems(em: EntityManager, matches: readonly Match[]): Promise<void> {
    const [, ...items] = matchColumns(matches);
    if (matches.length > 0) await execute(em, settleItems, items);
  }

  private async matchesOf(em: EntityManager, items: readonly ItemKey[]): Promise<KnownMatch[]> {
    if (items.length === 0) return [];
    return query<KnownMatch>(em, selectMatches, keysOf(items));
  }

  private async lockBalances(em: EntityManager, matches: readonly Match[]): Promise<void> {
    const ids = [...new Set(matches.map((match) => match.paymentId))];
    await query(em, `SELECT FROM payment_balances WHERE payment_id = ANY ($1::uuid[]) ORDER BY payment_id FOR UPDATE`, [ids]);
  }

  private async lockFreeMoney(
    em: EntityManager,
    accounts: readonly { billingAccountId: Uuid; paymentIds?: readonly Uuid[] }[],
  ): Promise<(FreeMoney & { billingAccountId: Uuid })[]> {
    if (accounts.length === 0) return [];
    const chosen = accounts.every(({ paymentIds }) => paymentIds) ? accounts.flatMap(({ paymentIds }) => paymentIds ?? []) : null;
    return query(em, selectFreeMoney, [accounts.map((account) => account.billingAccountId), chosen]);
  }
}

const keyOf = ({ documentId, position }: ItemKey): string => `${documentId}/${position}`;
const keysOf = (items: readonly ItemKey[]): [Uuid[], number[]] => [
  items.map((item) => item.documentId),
  items.map((item) => item.position),
];

const matchColumns = (matches: readonly Match[]): [Uuid[], Uuid[], number[], number[]] => [
  matches.map((match) => match.paymentId),
  matches.map((match) => match.documentId),
  matches.map((match) => match.position),
  matches.map((match) => match.amountMinor),
];

function byAccount<T extends { readonly billingAccountId: Uuid }>(rows: readonly T[]): Map<Uuid, T[]> {
  return grouped(rows, (row) => row.billingAccountId);
}

const byItem = (matches: readonly KnownMatch[]): Map<string, KnownMatch[]> => grouped(matches, keyOf);

function grouped<T>(rows: readonly T[], keyOfRow: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOfRow(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const selectItems = `SELECT i.document_id AS "documentId", i.position, i.billing_account_id AS "billingAccountId", i.due_on AS "dueOn",
    d.number, i.open_minor AS "openMinor"
  FROM open_items i JOIN documents d ON d.id = i.document_id`;
const lockItems = `ORDER BY i.document_id, i.position FOR UPDATE OF i`;
const openOfAccounts = `${selectItems} WHERE i.billing_account_id = ANY ($1::uuid[]) AND i.open_minor > 0`;

const selectMatches = `SELECT a.payment_id AS "paymentId", a.document_id AS "documentId", a.position, a.amount_minor AS "amountMinor",
    a.matched_at AS "matchedAt", b.booked_on AS "bookedOn"
  FROM allocations a JOIN unnest($1::uuid[], $2::smallint[]) AS t (document_id, position) USING (document_id, position)
  JOIN payment_balances b ON b.payment_id = a.payment_id`;

const selectFreeMoney = `SELECT payment_id AS "paymentId", billing_account_id AS "billingAccountId", booked_on AS "bookedOn", free_minor AS "freeMinor"
  FROM payment_balances
  WHERE billing_account_id = ANY ($1::uuid[]) AND free_minor > 0 AND ($2::uuid[] IS NULL OR payment_id = ANY ($2::uuid[]))
  ORDER BY payment_id FOR UPDATE`;

const addMatches = `INSERT INTO allocations AS a (payment_id, document_id, issuer_id, debtor_id, amount_minor, position)
  SELECT m.payment_id, m.document_id, b.issuer_id, b.debtor_id, m.amount, m.position
  FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::bigint[]) AS m (payment_id, document_id, position, amount)
  JOIN payment_balances b ON b.payment_id = m.payment_id
  ON CONFLICT (payment_id, document_id, position) DO UPDATE SET amount_minor = a.amount_minor + excluded.amount_minor`;

const released = `unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::bigint[]) AS m (payment_id, document_id, position, amount)`;
const theMatch = `a.payment_id = m.payment_id AND a.document_id = m.document_id AND a.position = m.position`;

/** Whole ones first: a match that shrank is not to be taken for one that goes. */
const dropMatches = `DELETE FROM allocations a USING ${released} WHERE ${theMatch} AND a.amount_minor = m.amount`;
const shrinkMatches = `UPDATE allocations a SET amount_minor = a.amount_minor - m.amount FROM ${released} WHERE ${theMatch} AND a.amount_minor > m.amount`;

const sumOfItems = `(SELECT document_id, position, sum(amount)::bigint AS amount
    FROM unnest($1::uuid[], $2::smallint[], $3::bigint[]) AS m (document_id, position, amount) GROUP BY document_id, position) t`;
const sumOfPayments = `(SELECT payment_id, sum(amount)::bigint AS amount
    FROM unnest($1::uuid[], $2::bigint[]) AS m (payment_id, amount) GROUP BY payment_id) t`;

const changeItems = (sign: '+' | '-') => `UPDATE open_items i SET settled_minor = i.settled_minor ${sign} t.amount FROM ${sumOfItems}
  WHERE i.document_id = t.document_id AND i.position = t.position AND i.document_id = ANY ($1::uuid[])`;
const changeMoney = (sign: '+' | '-') =>
  `UPDATE payment_balances b SET matched_minor = b.matched_minor ${sign} t.amount FROM ${sumOfPayments}
  WHERE b.payment_id = t.payment_id AND b.payment_id = ANY ($1::uuid[])`;
const settleItems = changeItems('+');
const unsettleItems = changeItems('-');
const useMoney = changeMoney('+');
const freeMoney = `${changeMoney('-')} RETURNING b.payment_id AS "paymentId", b.billing_account_id AS "billingAccountId", t.amount AS "amountMinor"`;
