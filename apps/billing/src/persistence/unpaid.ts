import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BillingLevel } from '#contracts/billing/documents.query';
import { ages, type Age, type UnpaidAccountRecord, type UnpaidItemRecord, type UnpaidSort } from '#contracts/billing/unpaid.query';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { ageAfter, agesByDays } from '../domain/age.js';
import { homeOf, newestParty } from './sheets.sql.js';

export interface UnpaidAccountsAsked {
  readonly on: LocalDate;
  readonly level?: BillingLevel;
  readonly sort: UnpaidSort;
  readonly after?: { readonly key: string | number; readonly id: Uuid };
  readonly limit: number;
}

export interface UnpaidItemsAsked {
  readonly on: LocalDate;
  readonly level?: BillingLevel;
  readonly billingAccountId?: Uuid;
  readonly age?: Age;
  readonly after?: { readonly dueOn: LocalDate; readonly id: Uuid; readonly position: number };
  readonly limit: number;
}

type AccountRow = Omit<UnpaidAccountRecord, 'byAge'> & Record<Age, number>;
type ItemRow = Omit<UnpaidItemRecord, 'age'>;

/** What is open at an issuer (BIL-24), by the index of open items that each account has. */
@Injectable()
export class Unpaid {
  async accounts(em: EntityManager, issuerId: Uuid, asked: UnpaidAccountsAsked): Promise<UnpaidAccountRecord[]> {
    const { on, level, sort, after, limit } = asked;
    const order = orders[sort];
    const place = after ? `WHERE (${order.key}, id) ${order.descends ? '<' : '>'} ($5::${order.type}, $6::uuid)` : '';
    const direction = order.descends ? 'DESC' : 'ASC';
    const text = `SELECT * FROM (${selectAccounts}) accounts ${place} ORDER BY ${order.key} ${direction}, id ${direction} LIMIT $4`;
    const values = [issuerId, on, level ?? null, limit, ...(after ? [after.key, after.id] : [])];
    return (await query<AccountRow & { id: Uuid }>(em, text, values)).map(accountOf);
  }

  async items(em: EntityManager, issuerId: Uuid, asked: UnpaidItemsAsked): Promise<UnpaidItemRecord[]> {
    const { on, level, billingAccountId, age, limit } = asked;
    const after = asked.after ?? { dueOn: '0001-01-01', id: '00000000-0000-0000-0000-000000000000', position: 0 };
    const { from, to } = agesByDays.find((one) => one.age === age) ?? { from: null, to: null };
    const place = [after.dueOn, after.id, after.position];
    const values = [issuerId, on, level ?? null, billingAccountId ?? null, from, to, ...place, limit];
    const rows = await query<ItemRow>(em, selectItems, values);
    return rows.map((row) => ({ ...row, age: ageAfter(row.daysLate) }));
  }
}

/** What a list of accounts can be sorted by; among equals by id. */
const orders: Record<UnpaidSort, { key: string; type: string; descends: boolean }> = {
  name: { key: 'lower(name)', type: 'text', descends: false },
  owed: { key: '"openMinor"', type: 'bigint', descends: true },
  oldest: { key: '"oldestDueOn"', type: 'date', descends: false },
};

/** Where the next page of accounts goes on from. */
export const unpaidKeyOf = (sort: UnpaidSort, { name, openMinor, oldestDueOn }: UnpaidAccountRecord): string | number =>
  ({ name: name.toLowerCase(), owed: openMinor, oldest: oldestDueOn })[sort];

function accountOf({ id: _id, ...row }: AccountRow & { id: Uuid }): UnpaidAccountRecord {
  const { 'not-due': notDue, '0-30': to30, '31-60': to60, '61-90': to90, 'over-90': over90, ...account } = row;
  return { ...account, byAge: { 'not-due': notDue, '0-30': to30, '31-60': to60, '61-90': to90, 'over-90': over90 } };
}

const withinAge = (age: Age): string => {
  const { from, to } = agesByDays.find((one) => one.age === age) ?? { from: null, to: null };
  return [from === null ? 'true' : `$2::date - due_on >= ${from}`, to === null ? 'true' : `$2::date - due_on <= ${to}`].join(' AND ');
};

const sums = ages.map((age) => `coalesce(sum(open_minor) FILTER (WHERE ${withinAge(age)}), 0)::bigint AS "${age}"`).join(', ');

/** The name is that of the newest document: a party's name is kept nowhere else. */
const party = `LEFT JOIN party_snapshots party ON party.id = ${newestParty('a')}`;

const selectAccounts = `SELECT a.id, a.id AS "billingAccountId", a.level, a.client_id AS "clientId", a.debtor_id AS "debtorId", a.currency,
    coalesce(party.name, '') AS name, open.*,
    coalesce((SELECT sum(free_minor) FROM payment_balances WHERE billing_account_id = a.id AND free_minor > 0), 0)::bigint AS "creditMinor"
  FROM billing_accounts a
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS items, min(due_on) AS "oldestDueOn", sum(open_minor)::bigint AS "openMinor", ${sums}
    FROM open_items WHERE billing_account_id = a.id AND open_minor > 0 HAVING count(*) > 0) open
  ${party}
  WHERE a.issuer_id = $1 AND ($3::text IS NULL OR a.level = $3)`;

const selectItems = `SELECT a.id AS "billingAccountId", coalesce(party.name, '') AS name, i.document_id AS "invoiceId", d.label AS number, i.position,
    l.description, i.person_name AS "personName", d.issued_on AS "issuedOn", i.due_on AS "dueOn", $2::date - i.due_on AS "daysLate",
    i.total_minor AS "totalMinor", i.open_minor AS "openMinor", a.currency
  FROM (
    SELECT i.* FROM open_items i JOIN billing_accounts a ON a.id = i.billing_account_id
    WHERE i.issuer_id = $1 AND i.open_minor > 0 AND ($3::text IS NULL OR a.level = $3) AND ($4::uuid IS NULL OR a.id = ${homeOf('$4::uuid')})
      AND ($5::int IS NULL OR $2::date - i.due_on >= $5) AND ($6::int IS NULL OR $2::date - i.due_on <= $6)
      AND (i.due_on, i.document_id, i.position) > ($7::date, $8::uuid, $9::bigint)
    ORDER BY i.due_on, i.document_id, i.position LIMIT $10) i
  JOIN billing_accounts a ON a.id = i.billing_account_id
  JOIN documents d ON d.id = i.document_id
  JOIN document_lines l ON l.document_id = i.document_id AND l.position = i.position
  ${party}
  ORDER BY i.due_on, i.document_id, i.position`;
