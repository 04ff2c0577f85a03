import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BillingAccountRecord, BillingLevel } from '#contracts/billing/documents.query';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { balanceOf, expectedBalance } from '../domain/balance.js';
import { homeOf, newestParty, sheetsOf } from './sheets.sql.js';

/** Where a list goes on: after this holder, and among the same holder's accounts after this id. */
export interface AfterAccount {
  readonly holderId: Uuid;
  readonly id: Uuid;
}

export interface AccountFilter {
  readonly importId?: Uuid;
  readonly level?: BillingLevel;
  readonly accountId?: Uuid;
}

type AccountRow = Omit<BillingAccountRecord, 'balanceMinor' | 'expectedMinor'>;

/** Billing accounts with their totals, as their issuer and, at the corporate level, their debtor may read them. */
@Injectable()
export class BillingAccountRecords {
  async find(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<BillingAccountRecord | undefined> {
    const accounts = `SELECT a.*, coalesce(client_id, debtor_id) AS holder_id FROM billing_accounts a
      WHERE a.id = ${homeOf('$1::uuid')} AND $2 IN (a.issuer_id, a.debtor_id)`;
    const [found] = await query<AccountRow>(em, withTotals(accounts), [id, organizationId]);
    return found && withBalance(found);
  }

  async list(
    em: EntityManager,
    organizationId: Uuid,
    filter: AccountFilter,
    after: AfterAccount,
    limit: number,
  ): Promise<BillingAccountRecord[]> {
    const part = (mine: string) => `(SELECT a.*, coalesce(client_id, debtor_id) AS holder_id FROM billing_accounts a
      WHERE ${mine} AND joined_to IS NULL AND (coalesce(client_id, debtor_id), id) > ($2::uuid, $3::uuid) AND ($6::text IS NULL OR level = $6)
        AND ${ofImport('$5')} AND ($7::uuid IS NULL OR account_id = $7)
      ORDER BY coalesce(client_id, debtor_id), id LIMIT $4)`;
    const accounts = `${part('issuer_id = $1')} UNION ALL ${part('debtor_id = $1 AND issuer_id <> $1')} ORDER BY holder_id, id LIMIT $4`;
    const narrowed = [filter.importId ?? null, filter.level ?? null, filter.accountId ?? null];
    const values = [organizationId, after.holderId, after.id, limit, ...narrowed];
    const rows = await query<AccountRow>(em, `${withTotals(accounts)} ORDER BY a.holder_id, a.id`, values);
    return rows.map(withBalance);
  }

  /** By what is owed, which the database has to add up for every account first. */
  async listByBalance(
    em: EntityManager,
    organizationId: Uuid,
    filter: AccountFilter & { sort: 'balance' | '-balance' },
    after: { balanceMinor: number; id: Uuid } | undefined,
    limit: number,
  ): Promise<BillingAccountRecord[]> {
    const [beyond, direction] = filter.sort === 'balance' ? ['>', 'ASC'] : ['<', 'DESC'];
    const accounts = `SELECT a.*, coalesce(client_id, debtor_id) AS holder_id FROM billing_accounts a
      WHERE (issuer_id = $1 OR debtor_id = $1) AND joined_to IS NULL AND ($3::text IS NULL OR level = $3)
        AND ${ofImport('$4')} AND ($7::uuid IS NULL OR account_id = $7)`;
    const text = `SELECT * FROM (SELECT *, "invoicedMinor" - "creditedMinor" - "paidMinor" + "refundedMinor" AS balance FROM (${withTotals(accounts)}) t) t
      WHERE $5::bigint IS NULL OR (balance, id) ${beyond} ($5::bigint, $6::uuid) ORDER BY balance ${direction}, id ${direction} LIMIT $2`;
    const from = [after?.balanceMinor ?? null, after?.id ?? null];
    const values = [organizationId, limit, filter.level ?? null, filter.importId ?? null, ...from, filter.accountId ?? null];
    const rows = await query<AccountRow & { balance: number }>(em, text, values);
    return rows.map(({ balance, ...row }) => ({ ...withBalance(row), balanceMinor: balance }));
  }
}

function withBalance(row: AccountRow): BillingAccountRecord {
  const balanceMinor = balanceOf(row);
  return { ...row, balanceMinor, expectedMinor: expectedBalance(balanceMinor, row.plannedMinor) };
}

/** Who owes: the order of a list. */
export const holderOf = ({ clientId, debtorId, id }: BillingAccountRecord): Uuid => clientId ?? debtorId ?? id;

/** Accounts that an import billed, under whichever of their sheets. */
const ofImport = (id: string): string => `(${id}::uuid IS NULL OR id IN (SELECT billing_account_id FROM documents WHERE import_id = ${id})
    OR (merged AND EXISTS (SELECT FROM documents d WHERE d.import_id = ${id} AND d.billing_account_id = ANY (sheets_of(a.id)))))`;

/** The name is that of the newest document: a party's name is kept nowhere else. */
const withTotals = (accounts: string): string => `
  SELECT a.id, a.level, a.issuer_id AS "issuerId", a.debtor_id AS "debtorId", a.client_id AS "clientId", a.account_id AS "accountId",
    a.currency, coalesce(party.name, '') AS name,
    documents.invoiced AS "invoicedMinor", documents.credited AS "creditedMinor", payments.paid AS "paidMinor", payments.refunded AS "refundedMinor",
    credit.free AS "creditMinor", planned.planned AS "plannedMinor"
  FROM (${accounts}) a
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(total_minor) FILTER (WHERE kind = 'invoice'), 0)::bigint AS invoiced,
      coalesce(-sum(total_minor) FILTER (WHERE kind = 'credit-note'), 0)::bigint AS credited
    FROM documents WHERE billing_account_id = ${sheetsOf('a')}) documents
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount_minor) FILTER (WHERE kind = 'payment'), 0)::bigint AS paid,
      coalesce(sum(amount_minor) FILTER (WHERE kind = 'refund'), 0)::bigint AS refunded
    FROM payments WHERE billing_account_id = ${sheetsOf('a')}) payments
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(free_minor), 0)::bigint AS free FROM payment_balances WHERE billing_account_id = a.id AND free_minor > 0) credit
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount_minor), 0)::bigint AS planned
    FROM planned_payments WHERE billing_account_id = a.id AND state IN ('planned', 'charging')) planned
  LEFT JOIN party_snapshots party ON party.id = ${newestParty('a')}`;
