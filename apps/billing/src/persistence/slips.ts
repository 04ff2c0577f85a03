import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { SlipRecord } from '#contracts/billing/childcare';
import type { LocalDate } from '#kernel/dates';
import { newId, type Uuid } from '#kernel/ids';
import { execute, insertRows, query } from '#platform/database/sql';
import type { FieldPlace } from '#platform/encryption/sealed-fields';
import { masked, type LatestSlip, type SlipToMake } from '../domain/childcare.js';
import { InsuranceNumbers } from './insurance-numbers.js';
import { homeOf } from './sheets.sql.js';

export interface SlipFilter {
  readonly year?: number;
  readonly billingAccountId?: Uuid;
}

interface SealedRow {
  readonly sealed: Uint8Array;
  readonly keyId: string;
}

type SlipRow = SlipRecord & SealedRow & { readonly last: string; readonly serial: number };

/** RL-24 slips as they were made (BIL-28). */
@Injectable()
export class Slips {
  constructor(private readonly numbers: InsuranceNumbers) {}

  /** One run makes the slips of an issuer at a time: their numbers follow each other. */
  async lock(em: EntityManager, issuerId: Uuid): Promise<void> {
    await execute(em, `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`billing.care-slips/${issuerId}`]);
  }

  /** The newest slip of each child, payer and unit in a year: the one that no other amends. */
  async latest(em: EntityManager, issuerId: Uuid, year: number): Promise<LatestSlip[]> {
    const rows = await query<LatestSlip & SealedRow>(em, selectLatest, [issuerId, year]);
    return rows.map(({ sealed, keyId, ...slip }) => ({ ...slip, insuranceNumber: this.opened(issuerId, slip.id, { sealed, keyId }) }));
  }

  async insertAll(
    em: EntityManager,
    { issuerId, year, currency, madeOn }: { issuerId: Uuid; year: number; currency: string; madeOn: LocalDate },
    slips: readonly SlipToMake[],
  ): Promise<void> {
    const [{ last }] = await query<{ last: number }>(
      em,
      'SELECT coalesce(max(number), 0) AS last FROM care_slips WHERE issuer_id = $1 AND year = $2',
      [issuerId, year],
    );
    const rows = slips.map(({ code, amends, draft }, i) => {
      const id = newId();
      const [sealed, keyId, lastDigits] = this.numbers.seal(draft.insuranceNumber, placeOf(issuerId, id));
      const whose = [id, issuerId, draft.billingAccountId, draft.childId, draft.guardian, draft.unit, year, last + i + 1, code, amends];
      const said = [draft.childName, draft.payerName, draft.payerAddress, sealed, keyId, lastDigits];
      return [...whose, ...said, draft.units, draft.totalMinor, draft.notEligibleMinor, currency, madeOn];
    });
    await insertRows(em, 'care_slips', slipColumns, rows);
  }

  /** The newest first. */
  async list(
    em: EntityManager,
    issuerId: Uuid,
    filter: SlipFilter,
    below: { year: number; number: number },
    limit: number,
  ): Promise<SlipRow[]> {
    const values = [issuerId, filter.year ?? null, filter.billingAccountId ?? null, below.year, below.number, limit];
    return query<SlipRow>(em, selectSlips, values);
  }

  /** With the whole number. Whoever asks says so in the audit log. */
  withNumber(issuerId: Uuid, row: SlipRow): SlipRecord {
    return { ...this.masked(row), insuranceNumber: this.opened(issuerId, row.id, row) };
  }

  masked({ sealed: _sealed, keyId: _keyId, last, serial: _serial, ...slip }: SlipRow): SlipRecord {
    return { ...slip, insuranceNumber: masked(last) };
  }

  private opened(issuerId: Uuid, id: Uuid, { sealed, keyId }: SealedRow): string {
    return this.numbers.open(sealed, keyId, placeOf(issuerId, id));
  }
}

const placeOf = (organizationId: Uuid, rowId: Uuid): FieldPlace => ({ table: 'care_slips', organizationId, rowId });

const slipColumns = {
  id: 'uuid',
  issuer_id: 'uuid',
  billing_account_id: 'uuid',
  child_id: 'uuid',
  guardian: 'smallint',
  unit: 'text',
  year: 'smallint',
  number: 'int',
  code: 'text',
  amends: 'uuid',
  child_name: 'text',
  payer_name: 'text',
  payer_address: 'text',
  number_sealed: 'bytea',
  number_key: 'text',
  number_last: 'text',
  units: 'int',
  total_minor: 'bigint',
  not_eligible_minor: 'bigint',
  currency: 'text',
  made_on: 'date',
};

const selectLatest = `SELECT id, code, billing_account_id AS "billingAccountId", child_id AS "childId", guardian, unit, units,
    child_name AS "childName", payer_name AS "payerName", payer_address AS "payerAddress",
    total_minor AS "totalMinor", not_eligible_minor AS "notEligibleMinor", number_sealed AS sealed, number_key AS "keyId"
  FROM care_slips s WHERE issuer_id = $1 AND year = $2
    AND number = (SELECT max(number) FROM care_slips WHERE issuer_id = $1 AND year = $2
      AND (billing_account_id, child_id, guardian, unit) = (s.billing_account_id, s.child_id, s.guardian, s.unit))
  ORDER BY number`;

const printed = (slip: string): string => `${slip}.year || '-' || lpad(${slip}.number::text, 6, '0')`;

const selectSlips = `SELECT s.id, ${printed('s')} AS number, s.number AS serial, s.code, ${printed('before')} AS amends, s.year,
    s.billing_account_id AS "billingAccountId", s.child_id AS "childId", s.child_name AS "childName", s.payer_name AS "payerName",
    s.payer_address AS "payerAddress", s.unit, s.units, s.total_minor AS "totalMinor", s.not_eligible_minor AS "notEligibleMinor",
    s.eligible_minor AS "eligibleMinor", s.currency, s.made_on AS "madeOn",
    s.number_sealed AS sealed, s.number_key AS "keyId", s.number_last AS last
  FROM care_slips s LEFT JOIN care_slips before ON before.id = s.amends
  WHERE s.issuer_id = $1 AND ($2::int IS NULL OR s.year = $2) AND ($3::uuid IS NULL OR ${homeOf('s.billing_account_id')} = ${homeOf('$3::uuid')})
    AND (s.year, s.number) < ($4::bigint, $5::bigint)
  ORDER BY s.year DESC, s.number DESC LIMIT $6`;
