import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ElectronicMethod } from '#contracts/billing/payment-methods';
import type { RecurringChargeRecord } from '#contracts/billing/recurring-charges';
import type { Page } from '#contracts/message';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { execute, insertRows, query } from '#platform/database/sql';
import { pageOf } from '#platform/paging';
import type { Recurrence } from '../domain/recurrence.js';
import { readCursor } from './list-cursors.js';
import { homeOf } from './sheets.sql.js';

/** A recurring charge as a due-run needs it. */
export interface DueRecurring extends Recurrence {
  readonly id: Uuid;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly billingAccountId: Uuid;
  readonly partyId: Uuid;
  readonly personId: Uuid | null;
  readonly personName: string | null;
  readonly netMinor: number;
  readonly nextOn: LocalDate;
  readonly occurrences: number;
  readonly currency: string;
  readonly kind: string;
  readonly ledgerCode: string;
  readonly description: string;
  readonly method: ElectronicMethod | null;
  readonly instrument: string | null;
}

export interface RecurringToCreate extends Omit<DueRecurring, 'nextOn'> {
  readonly nextOn: LocalDate | null;
}

/** An occurrence that is invoiced, and what is due after it. */
export interface BilledOccurrence {
  readonly charge: DueRecurring;
  readonly documentId: Uuid;
  readonly plannedPaymentId: Uuid | null; // What is going to be charged for it.
  readonly nextOn: LocalDate | null;
}

export interface RecurringChange {
  readonly paused: boolean;
  readonly endsOn: LocalDate | null;
  readonly netMinor: number;
  readonly nextOn: LocalDate | null;
  readonly occurrences: number;
}

@Injectable()
export class RecurringCharges {
  async create(em: EntityManager, charges: readonly RecurringToCreate[]): Promise<void> {
    await insertRows(em, 'recurring_charges', columns, charges.map(rowOf));
  }

  /** Some that are due, locked; those that another run is at are left to it. */
  lockDue(em: EntityManager, issuerId: Uuid, on: LocalDate, limit: number): Promise<DueRecurring[]> {
    return query(em, `${selectWhole} ${due} ORDER BY next_on, id LIMIT $3 FOR UPDATE SKIP LOCKED`, [issuerId, on, limit]);
  }

  /** Keeps which invoice each was billed by. Each counts an occurrence more, and is due on its next day, or never again. */
  async billed(em: EntityManager, occurrences: readonly BilledOccurrence[]): Promise<void> {
    await insertRows(
      em,
      'recurring_invoices',
      occurrenceColumns,
      occurrences.map(({ charge, documentId, plannedPaymentId }) => [
        charge.id,
        charge.issuerId,
        charge.debtorId,
        documentId,
        plannedPaymentId,
        charge.nextOn,
      ]),
    );
    await execute(em, advanceAll, [occurrences.map(({ charge }) => charge.id), occurrences.map(({ nextOn }) => nextOn)]);
  }

  async get(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<RecurringChargeRecord> {
    const [found] = await query<RecurringChargeRecord>(em, `${select} WHERE id = $1 AND $2 IN (issuer_id, debtor_id)`, [
      id,
      organizationId,
    ]);
    if (!found) throw new Missing('billing.no-such-recurring-charge');
    return found;
  }

  async lock(em: EntityManager, issuerId: Uuid, id: Uuid): Promise<RecurringChargeRecord & { occurrences: number }> {
    const text = `${select.replace(' FROM', ', occurrences FROM')} WHERE id = $1 AND issuer_id = $2 FOR UPDATE`;
    const [found] = await query<RecurringChargeRecord & { occurrences: number }>(em, text, [id, issuerId]);
    if (!found) throw new Missing('billing.no-such-recurring-charge');
    return found;
  }

  async change(em: EntityManager, id: Uuid, change: RecurringChange): Promise<void> {
    const { paused, endsOn, netMinor, nextOn, occurrences } = change;
    await execute(em, changeOne, [id, paused, endsOn, netMinor, nextOn, occurrences]);
  }

  /** Those that still go on and were invoiced by these documents; locked where they are going to end. */
  async goingOn(em: EntityManager, documentIds: readonly Uuid[], locked: boolean): Promise<Uuid[]> {
    const text = `SELECT id FROM recurring_charges WHERE next_on IS NOT NULL AND id IN (
      SELECT recurring_charge_id FROM recurring_invoices WHERE document_id = ANY ($1::uuid[])) ORDER BY id ${locked ? 'FOR UPDATE' : ''}`;
    return (await query<{ id: Uuid }>(em, text, [documentIds])).map(({ id }) => id);
  }

  /** Nothing more is invoiced of them. */
  async end(em: EntityManager, ids: readonly Uuid[], on: LocalDate): Promise<void> {
    const text = `UPDATE recurring_charges SET next_on = NULL, ends_on = greatest(starts_on, least(ends_on, $2::date)), version = version + 1
      WHERE id = ANY ($1::uuid[])`;
    await execute(em, text, [ids, on]);
  }

  async list(
    em: EntityManager,
    organizationId: Uuid,
    { limit, after, billingAccountId, paused }: { limit: number; after?: string; billingAccountId?: Uuid; paused?: boolean },
  ): Promise<Page<RecurringChargeRecord>> {
    const [last = null] = readCursor(after, ['id']) ?? [];
    const values = [organizationId, limit + 1, billingAccountId ?? null, paused ?? null, last];
    return pageOf(await query<RecurringChargeRecord>(em, selectList, values), limit, (row) => [row.id]);
  }
}

const columns = {
  id: 'uuid',
  issuer_id: 'uuid',
  debtor_id: 'uuid',
  billing_account_id: 'uuid',
  party_id: 'uuid',
  person_id: 'uuid',
  person_name: 'text',
  net_minor: 'bigint',
  starts_on: 'date',
  ends_on: 'date',
  next_on: 'date',
  occurrences: 'int',
  every: 'smallint',
  unit: 'text',
  currency: 'text',
  kind: 'text',
  ledger_code: 'text',
  description: 'text',
  method: 'text',
  instrument: 'text',
};

const occurrenceColumns = {
  recurring_charge_id: 'uuid',
  issuer_id: 'uuid',
  debtor_id: 'uuid',
  document_id: 'uuid',
  planned_payment_id: 'uuid',
  due_on: 'date',
};

const rowOf = (charge: RecurringToCreate): unknown[] => [
  charge.id,
  charge.issuerId,
  charge.debtorId,
  charge.billingAccountId,
  charge.partyId,
  charge.personId,
  charge.personName,
  charge.netMinor,
  charge.startsOn,
  charge.endsOn,
  charge.nextOn,
  charge.occurrences,
  charge.every,
  charge.unit,
  charge.currency,
  charge.kind,
  charge.ledgerCode,
  charge.description,
  charge.method,
  charge.instrument,
];

const due = `WHERE issuer_id = $1 AND next_on <= $2 AND NOT paused AND next_on IS NOT NULL`;

const selectWhole = `SELECT id, issuer_id AS "issuerId", debtor_id AS "debtorId", billing_account_id AS "billingAccountId", party_id AS "partyId",
  person_id AS "personId", person_name AS "personName", net_minor AS "netMinor", starts_on AS "startsOn", ends_on AS "endsOn", next_on AS "nextOn",
  occurrences, every, unit, currency, kind, ledger_code AS "ledgerCode", description, method, instrument FROM recurring_charges`;

const select = `SELECT id, issuer_id AS "issuerId", debtor_id AS "debtorId", billing_account_id AS "billingAccountId", kind, description,
  ledger_code AS "ledgerCode", person_id AS "personId", person_name AS "personName", currency, net_minor AS "netMinor", unit, every,
  starts_on AS "startsOn", ends_on AS "endsOn", next_on AS "nextOn", paused, method, version FROM recurring_charges`;

const selectList = `${select} WHERE (issuer_id = $1 OR debtor_id = $1) AND ($3::uuid IS NULL OR billing_account_id = ${homeOf('$3::uuid')})
  AND ($4::boolean IS NULL OR paused = $4) AND ($5::uuid IS NULL OR id > $5) ORDER BY id LIMIT $2`;

const advanceAll = `UPDATE recurring_charges r SET next_on = t.next_on, occurrences = r.occurrences + 1, invoiced = r.invoiced + 1
  FROM unnest($1::uuid[], $2::date[]) AS t (id, next_on) WHERE r.id = t.id AND r.id = ANY ($1::uuid[])`;

const changeOne = `UPDATE recurring_charges SET paused = $2, ends_on = $3, net_minor = $4, next_on = $5, occurrences = $6, version = version + 1
  WHERE id = $1`;
