import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CancellationCredit, CancellationRecord, UpstreamCreditRecord, UpstreamState } from '#contracts/billing/cancellations';
import type { BillingLevel } from '#contracts/billing/documents.query';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { execute, insertRows, query } from '#platform/database/sql';
import { homeOf } from './sheets.sql.js';

/** A decision to record. */
export interface CancellationToKeep {
  readonly id: Uuid;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid | null;
  readonly documentId: Uuid;
  readonly position: number;
  readonly saleId: Uuid | null;
  readonly credit: CancellationCredit;
  readonly creditedMinor: number;
  readonly feeMinor: number;
  readonly refundedMinor: number;
  readonly memo: string | null;
  readonly decidedOn: LocalDate;
}

/** What it means for the level above. */
export interface UpstreamToKeep {
  readonly cancellationId: Uuid;
  readonly issuerId: Uuid;
  readonly debtorId: Uuid;
  readonly documentId: Uuid;
  readonly position: number;
  readonly saleId: Uuid;
  readonly policy: string;
  readonly state: UpstreamState;
  readonly askedMinor: number;
  readonly creditedMinor: number;
  readonly askedOn: LocalDate;
}

export interface UpstreamFilter {
  readonly state?: UpstreamState;
  readonly debtorId?: Uuid;
}

export interface CancellationFilter {
  readonly level?: BillingLevel;
  readonly billingAccountId?: Uuid;
  readonly invoiceId?: Uuid;
  readonly state?: UpstreamState;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
}

/** Decisions to cancel, and what they ask of the level above. */
@Injectable()
export class Cancellations {
  /** The sales of these lines about which it was decided before. */
  async ofLines(em: EntityManager, lines: readonly { documentId: Uuid; position: number }[]): Promise<Set<Uuid>> {
    const text = `SELECT DISTINCT c.sale_id AS id FROM cancellations c JOIN unnest($1::uuid[], $2::smallint[]) AS t (document_id, position)
      ON c.document_id = t.document_id AND c.position = t.position WHERE c.sale_id IS NOT NULL`;
    const keys = [lines.map((line) => line.documentId), lines.map((line) => line.position)];
    return new Set((await query<{ id: Uuid }>(em, text, keys)).map((row) => row.id));
  }

  async keep(em: EntityManager, decisions: readonly CancellationToKeep[], upstream: readonly UpstreamToKeep[]): Promise<void> {
    await insertRows(
      em,
      'cancellations',
      decisionColumns,
      decisions.map((one) => [
        one.id,
        one.issuerId,
        one.debtorId,
        one.documentId,
        one.position,
        one.saleId,
        one.credit,
        one.creditedMinor,
        one.feeMinor,
        one.refundedMinor,
        one.memo,
        one.decidedOn,
      ]),
    );
    await insertRows(
      em,
      'upstream_credits',
      upstreamColumns,
      upstream.map((one) => [
        one.cancellationId,
        one.issuerId,
        one.debtorId,
        one.documentId,
        one.position,
        one.saleId,
        one.policy,
        one.state,
        one.askedMinor,
        one.creditedMinor,
        one.askedOn,
        one.state === 'waiting' ? null : one.askedOn,
      ]),
    );
  }

  /** Those of these decisions that are recorded, with their documents. */
  records(em: EntityManager, ids: readonly Uuid[]): Promise<CancellationRecord[]> {
    return query(em, `${selectCancellations} WHERE c.id = ANY ($1::uuid[])`, [ids]);
  }

  async find(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<CancellationRecord | undefined> {
    return (
      await query<CancellationRecord>(em, `${selectCancellations} WHERE c.id = $2 AND $1 IN (c.issuer_id, c.debtor_id)`, [
        organizationId,
        id,
      ])
    ).at(0);
  }

  list(
    em: EntityManager,
    organizationId: Uuid,
    { level, billingAccountId, invoiceId, state, from, to }: CancellationFilter,
    after: readonly [decidedOn: LocalDate, id: Uuid] | undefined,
    limit: number,
  ): Promise<CancellationRecord[]> {
    const filter = [level, billingAccountId, invoiceId, state, from, to, after?.[0], after?.[1]].map((value) => value ?? null);
    return query(em, listCancellations, [organizationId, ...filter, limit]);
  }

  async upstream(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<UpstreamCreditRecord | undefined> {
    return (await query<UpstreamCreditRecord>(em, `${selectUpstream} WHERE u.cancellation_id = $2 AND ${mine}`, [organizationId, id])).at(
      0,
    );
  }

  /** Kept from being decided by anybody else. Lock its item first. */
  async upstreamForUpdate(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<UpstreamCreditRecord | undefined> {
    const sql = `${selectUpstream} WHERE u.cancellation_id = $2 AND u.issuer_id = $1 FOR UPDATE OF u`;
    return (await query<UpstreamCreditRecord>(em, sql, [organizationId, id])).at(0);
  }

  listUpstream(
    em: EntityManager,
    organizationId: Uuid,
    { state, debtorId }: UpstreamFilter,
    after: readonly [askedOn: LocalDate, id: Uuid] | undefined,
    limit: number,
  ): Promise<UpstreamCreditRecord[]> {
    return query(em, listUpstreamCredits, [organizationId, state ?? null, debtorId ?? null, after?.[0] ?? null, after?.[1] ?? null, limit]);
  }

  async decide(
    em: EntityManager,
    id: Uuid,
    { state, creditedMinor, decidedOn }: { state: 'approved' | 'refused'; creditedMinor: number; decidedOn: LocalDate },
  ): Promise<void> {
    const text = `UPDATE upstream_credits SET state = $2, credited_minor = $3, decided_on = $4, version = version + 1 WHERE cancellation_id = $1`;
    await execute(em, text, [id, state, creditedMinor, decidedOn]);
  }
}

const decisionColumns = {
  id: 'uuid',
  issuer_id: 'uuid',
  debtor_id: 'uuid',
  document_id: 'uuid',
  position: 'smallint',
  sale_id: 'uuid',
  credit: 'jsonb',
  credited_minor: 'bigint',
  fee_minor: 'bigint',
  refunded_minor: 'bigint',
  memo: 'text',
  decided_on: 'date',
};

const upstreamColumns = {
  cancellation_id: 'uuid',
  issuer_id: 'uuid',
  debtor_id: 'uuid',
  document_id: 'uuid',
  position: 'smallint',
  sale_id: 'uuid',
  policy: 'text',
  state: 'text',
  asked_minor: 'bigint',
  credited_minor: 'bigint',
  asked_on: 'date',
  decided_on: 'date',
};

const mine = '$1 IN (u.issuer_id, u.debtor_id)';

const selectUpstream = `SELECT u.cancellation_id AS id, u.issuer_id AS "issuerId", u.debtor_id AS "debtorId", u.document_id AS "invoiceId",
    u.position, u.sale_id AS "saleId", u.policy, u.state, u.asked_minor AS "askedMinor", u.credited_minor AS "creditedMinor", d.currency,
    u.asked_on AS "askedOn", u.decided_on AS "decidedOn", u.version
  FROM upstream_credits u JOIN documents d ON d.id = u.document_id`;

/** What is asked of the organization, and what it asks of the one above, each along its index. */
const askedOf = (whose: string): string => `(${selectUpstream} WHERE ${whose} AND ($2::text IS NULL OR u.state = $2)
    AND ($3::uuid IS NULL OR u.debtor_id = $3) AND ($4::date IS NULL OR (u.asked_on, u.cancellation_id) < ($4, $5::uuid))
  ORDER BY u.asked_on DESC, u.cancellation_id DESC LIMIT $6)`;

const listUpstreamCredits = `${askedOf('u.issuer_id = $1')} UNION ALL ${askedOf('u.debtor_id = $1 AND u.issuer_id <> $1')}
  ORDER BY "askedOn" DESC, id DESC LIMIT $6`;

const selectCancellations = `SELECT c.id, c.document_id AS "invoiceId", c.position, c.sale_id AS "saleId", invoice.level,
    ${homeOf('invoice.billing_account_id')} AS "billingAccountId", c.credited_minor AS "creditedMinor", c.fee_minor AS "feeMinor", c.refunded_minor AS "refundedMinor", invoice.currency, c.decided_on AS "decidedOn", c.memo,
    coalesce((SELECT json_agg(json_build_object('id', d.id, 'kind', d.kind, 'level', d.level, 'number', d.label, 'totalMinor', d.total_minor)
      ORDER BY d.level, d.kind) FROM documents d WHERE d.operation_id = c.id), '[]') AS documents,
    CASE WHEN u.cancellation_id IS NOT NULL THEN json_build_object('policy', u.policy, 'state', u.state, 'askedMinor', u.asked_minor,
      'creditedMinor', u.credited_minor) END AS upstream
  FROM cancellations c JOIN documents invoice ON invoice.id = c.document_id LEFT JOIN upstream_credits u ON u.cancellation_id = c.id`;

/** What was decided, and what was decided of what the organization owes, each along its index. */
const decidedFor = (whose: string): string => `(SELECT c.id, c.decided_on FROM cancellations c JOIN documents d ON d.id = c.document_id
    LEFT JOIN upstream_credits u ON u.cancellation_id = c.id
  WHERE ${whose} AND ($2::text IS NULL OR d.level = $2) AND ($3::uuid IS NULL OR ${homeOf('d.billing_account_id')} = ${homeOf('$3::uuid')}) AND ($4::uuid IS NULL OR d.id = $4)
    AND ($5::text IS NULL OR u.state = $5) AND ($6::date IS NULL OR c.decided_on >= $6) AND ($7::date IS NULL OR c.decided_on <= $7)
    AND ($8::date IS NULL OR (c.decided_on, c.id) < ($8, $9::uuid))
  ORDER BY c.decided_on DESC, c.id DESC LIMIT $10)`;

const listCancellations = `${selectCancellations} WHERE c.id IN (
    SELECT id FROM (${decidedFor('c.issuer_id = $1')} UNION ALL ${decidedFor('c.debtor_id = $1')}) decided ORDER BY decided_on DESC, id DESC LIMIT $10)
  ORDER BY c.decided_on DESC, c.id DESC`;
