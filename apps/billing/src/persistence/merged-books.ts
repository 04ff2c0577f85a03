import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ClientToJoin } from '#contracts/memberships/merges';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { BooksOfTwoCurrencies } from '../domain/merge.errors.js';
import { billingAccountId } from '../domain/sale-invoices.js';
import { BillingAccounts } from './billing-accounts.js';

/** What a merge did to one pair of accounts, as it is kept to be undone. */
export interface MergedRow {
  readonly mergeId: Uuid;
  readonly issuerId: Uuid;
  readonly fromAccount: Uuid;
  readonly toAccount: Uuid;
  readonly toClientId: Uuid;
  readonly sheets: Uuid[];
  readonly known: Uuid[];
  readonly planned: Uuid[];
  readonly plans: Uuid[];
  readonly recurring: Uuid[];
  readonly charges: Uuid[];
  readonly joinedAt: string;
  readonly currency: string;
  readonly closedClientId: Uuid;
  readonly laterStays: boolean | null; // Once parted.
  readonly home: Uuid | null; // Where the closed account's books are kept now; null: it has them back.
}

/** Two accounts become one (ID-24). Whoever calls holds the issuers' books alone. */
@Injectable()
export class MergedBooks {
  constructor(
    private readonly accounts: BillingAccounts,
    private readonly organizations: OrganizationCopies,
  ) {}

  /** From here on the survivor's documents are also those of the closed person. */
  async joinPeople(
    em: EntityManager,
    mergeId: Uuid,
    people: { closedId: Uuid; survivorId: Uuid },
    organizations: readonly Uuid[],
  ): Promise<void> {
    await execute(em, insertPeople, [mergeId, people.closedId, people.survivorId, organizations]);
  }

  async partPeople(em: EntityManager, mergeId: Uuid): Promise<void> {
    await execute(em, `UPDATE merged_people SET undone = true WHERE merge_id = $1 AND NOT undone`, [mergeId]);
  }

  /** Joins one client's books to another's; what was joined already stays as it is. Says how many documents and payments moved. */
  async join(em: EntityManager, mergeId: Uuid, client: ClientToJoin): Promise<{ entries: number } | undefined> {
    const { organizationId: issuerId, fromClientId, toClientId } = client;
    if (fromClientId === toClientId) return undefined; // The client stays and only its account changed: its books are its own.
    const from = await this.opened(em, issuerId, fromClientId, client.fromAccountId);
    const to = await this.opened(em, issuerId, toClientId, client.toAccountId);
    if (from.joinedTo !== null) return undefined;
    if (from.currency !== to.currency) throw new BooksOfTwoCurrencies({ currencies: [from.currency, to.currency] });
    const home = to.joinedTo ?? to.id;
    await execute(em, insertMerged, [mergeId, issuerId, from.id, to.id, home]);
    await query(em, lockPlanned, [from.id]);
    for (const lock of [lockItems, lockBalances]) await query(em, lock, [from.id]);
    const moved = await this.moveEntries(em, from.id, home);
    await execute(em, closeInto, [from.id, home]);
    await execute(em, `UPDATE billing_accounts SET merged = true WHERE id = $1 AND NOT merged`, [home]);
    return moved;
  }

  /** What a merge joined, and what of it was parted since. */
  ofMerge(em: EntityManager, mergeId: Uuid): Promise<MergedRow[]> {
    return query(em, `${selectMerged} WHERE m.merge_id = $1 ORDER BY m.from_account`, [mergeId]);
  }

  private async moveEntries(em: EntityManager, from: Uuid, home: Uuid): Promise<{ entries: number }> {
    for (const move of [movePlanned, movePlans, moveRecurring, moveRequested, moveSucceeded, moveItems])
      await execute(em, move, [from, home]);
    await execute(em, moveBalances, [from, home]);
    const [{ entries }] = await query<{ entries: number }>(em, countEntries, [from]);
    return { entries };
  }

  /** Opened if it was never: what arrives later for a closed client finds it, and whose books are its own now. */
  private async opened(em: EntityManager, issuerId: Uuid, clientId: Uuid, accountId: Uuid): Promise<Account> {
    const id = billingAccountId(issuerId, clientId);
    const [known] = await query<Account>(em, selectAccount, [id]);
    if (known) return known;
    const { currency } = await this.organizations.get(em, issuerId);
    await this.accounts.ensure(em, [{ id, level: 'client', issuerId, debtorId: null, clientId, accountId, currency }]);
    return { id, joinedTo: null, currency };
  }
}

interface Account {
  readonly id: Uuid;
  readonly joinedTo: Uuid | null;
  readonly currency: string;
}

const selectAccount = `SELECT id, joined_to AS "joinedTo", currency FROM billing_accounts WHERE id = $1`;

const selectMerged = `SELECT m.merge_id AS "mergeId", m.issuer_id AS "issuerId", m.from_account AS "fromAccount", m.to_account AS "toAccount",
    t.client_id AS "toClientId", m.sheets, m.known, m.planned, m.plans, m.recurring, m.charges, m.joined_at AS "joinedAt", f.currency,
    f.client_id AS "closedClientId", m.later_stays AS "laterStays",
    CASE WHEN m.split_at IS NULL THEN f.joined_to END AS home
  FROM merged_books m JOIN billing_accounts f ON f.id = m.from_account JOIN billing_accounts t ON t.id = m.to_account`;

/** $1 the merge, $2 the issuer, $3 from, $4 to, $5 whose books show the latter. */
const insertMerged = `INSERT INTO merged_books (merge_id, issuer_id, from_account, to_account, sheets, known, planned, plans, recurring, charges)
  SELECT $1::uuid, $2::uuid, $3::uuid, $4::uuid, sheets_of($3), array_remove(sheets_of($5::uuid), $5),
    ARRAY(SELECT id FROM planned_payments WHERE billing_account_id = $3), ARRAY(SELECT id FROM payment_plans WHERE issuer_id = $2 AND billing_account_id = $3),
    ARRAY(SELECT id FROM recurring_charges WHERE billing_account_id = $3),
    ARRAY(SELECT id FROM charges WHERE billing_account_id = $3 AND state = 'requested')`;

const insertPeople = `INSERT INTO merged_people (merge_id, closed_id, survivor_id, organizations) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;

const documents = `SELECT id FROM documents WHERE billing_account_id = ANY (sheets_of($1))`;
const payments = `SELECT id FROM payments WHERE billing_account_id = ANY (sheets_of($1))`;

/** In the order in which everybody takes locks. $1 is an account, by all the sheets of its books. */
export const lockPlanned = `SELECT FROM planned_payments WHERE billing_account_id = $1 ORDER BY id FOR UPDATE`;
export const lockItems = `SELECT FROM open_items WHERE document_id IN (${documents}) ORDER BY document_id, position FOR UPDATE`;
export const lockBalances = `SELECT FROM payment_balances WHERE payment_id IN (${payments}) ORDER BY payment_id FOR UPDATE`;

const move = (table: string, where: string): string =>
  `UPDATE ${table} SET billing_account_id = $2 WHERE billing_account_id = $1 AND ${where}`;
const movePlanned = move('planned_payments', 'true');
const movePlans = move('payment_plans', `issuer_id = (SELECT issuer_id FROM billing_accounts WHERE id = $1)`);
const moveRecurring = move('recurring_charges', 'true');
const moveRequested = move('charges', `state = 'requested'`);
const moveSucceeded = move('charges', `kind = 'charge' AND payment_id IN (${payments})`);
const moveItems = move('open_items', `document_id IN (${documents})`);
const moveBalances = move('payment_balances', `payment_id IN (${payments})`);
const closeInto = `UPDATE billing_accounts SET joined_to = $2 WHERE id = $1 OR joined_to = $1`;

const countEntries = `SELECT (SELECT count(*) FROM (${documents}) d)::int + (SELECT count(*) FROM (${payments}) p)::int AS entries`;
