import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CareRecord } from '#contracts/billing/childcare';
import type { Uuid } from '#kernel/ids';
import { execute, insertRows, query } from '#platform/database/sql';
import type { PaidCare } from '../domain/childcare.js';

/** A line that may be declared as care. */
export interface DeclarableLine {
  readonly position: number;
  readonly personId: Uuid | null;
  readonly totalMinor: number;
}

/** Care of a year, and whether its line is reconciled to payments whole. */
export interface DeclaredCare extends PaidCare {
  readonly reconciled: boolean;
}

/** Which lines of invoices are childcare (BIL-26). */
@Injectable()
export class Care {
  /** The lines of an invoice that the organization issued; none: it issued no such invoice. Locked against another declaration. */
  linesForUpdate(em: EntityManager, issuerId: Uuid, invoiceId: Uuid): Promise<DeclarableLine[]> {
    return query(em, `${selectLines} ORDER BY l.position FOR UPDATE OF i`, [invoiceId, issuerId]);
  }

  async isIssued(em: EntityManager, issuerId: Uuid, invoiceId: Uuid): Promise<boolean> {
    return (await query(em, `${selectLines} LIMIT 1`, [invoiceId, issuerId])).length > 0;
  }

  of(em: EntityManager, invoiceId: Uuid): Promise<CareRecord[]> {
    return query(em, selectCare, [invoiceId]);
  }

  async replace(em: EntityManager, issuerId: Uuid, invoiceId: Uuid, lines: readonly CareRecord[]): Promise<void> {
    await execute(em, 'DELETE FROM care_items WHERE document_id = $1', [invoiceId]);
    const rows = lines.map((line) => [invoiceId, line.position, issuerId, line.unit, line.careOn, line.childBornOn, line.notEligibleMinor]);
    await insertRows(em, 'care_items', careColumns, rows);
  }

  /** Every line with a day of care in the year. */
  declaredFor(em: EntityManager, issuerId: Uuid, year: number): Promise<DeclaredCare[]> {
    return query(em, selectDeclared, [issuerId, year]);
  }
}

const careColumns = {
  document_id: 'uuid',
  position: 'smallint',
  issuer_id: 'uuid',
  unit: 'text',
  care_on: 'date[]',
  child_born_on: 'date',
  not_eligible_minor: 'bigint',
};

const selectLines = `SELECT l.position, l.person_id AS "personId", l.total_minor AS "totalMinor"
  FROM open_items i JOIN document_lines l ON l.document_id = i.document_id AND l.position = i.position
  WHERE i.document_id = $1 AND i.issuer_id = $2 AND l.level = 'client'`;

const selectCare = `SELECT position, unit, care_on AS "careOn", child_born_on AS "childBornOn", not_eligible_minor AS "notEligibleMinor"
  FROM care_items WHERE document_id = $1 ORDER BY position`;

/**
 * A slip stays with whoever was billed, and so with those guardians, when their account was merged into another (ID-24): two payers'
 * insurance numbers are never mixed. What was billed after the merge is the survivor's.
 */
const payer = `CASE WHEN sheet.client_id IS NOT NULL THEN sheet.id ELSE i.billing_account_id END`;

/** A name given at one line of a child stands for all of them; it is empty once erased. */
const selectDeclared = `SELECT ${payer} AS "billingAccountId", l.person_id AS "childId", i.person_name AS "childName",
    c.unit, c.care_on AS "careOn", i.settled_minor AS "paidMinor", c.not_eligible_minor AS "notEligibleMinor",
    i.open_minor = 0 AND i.settled_minor > 0 AS reconciled
  FROM care_items c
  JOIN open_items i ON i.document_id = c.document_id AND i.position = c.position
  JOIN document_lines l ON l.document_id = c.document_id AND l.position = c.position
  JOIN documents d ON d.id = c.document_id JOIN billing_accounts sheet ON sheet.id = d.billing_account_id
  WHERE c.issuer_id = $1 AND EXISTS (SELECT FROM unnest(c.care_on) AS day WHERE extract(year FROM day) = $2)
    AND i.total_minor > i.credited_minor + i.set_off_minor
  ORDER BY 1, l.person_id, c.unit, c.document_id, c.position`;
