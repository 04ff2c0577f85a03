import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { insertRows, query } from '#platform/database/sql';
import type { OwnerKind, PlanRow, PlannedOutcome } from '../domain/plan.js';
import type { Judgement } from './pages.js';

const columns = {
  import_id: 'uuid',
  assessment: 'int',
  row_number: 'int',
  organization_id: 'uuid',
  outcome: 'text',
  person_id: 'uuid',
  person_row: 'int',
  is_distinct: 'boolean',
  account_id: 'uuid',
  account_row: 'int',
  owner: 'text',
  owner_row: 'int',
  listing: 'int',
  effective_on: 'date',
  expires_on: 'date',
};

const atOnce = 5_000;

/** The verdict on every row of a judgement. */
export async function savePlans(
  em: EntityManager,
  { importId, assessment, organizationId }: Judgement,
  plans: readonly PlanRow[],
): Promise<void> {
  for (let from = 0; from < plans.length; from += atOnce) {
    const rows = plans.slice(from, from + atOnce).map((plan) => {
      const { row, outcome, personId, personRow, distinct, accountId, accountRow, owner, ownerRow, listing, effectiveOn, expiresOn } = plan;
      const verdict = [outcome, personId, personRow, distinct, accountId, accountRow, owner, ownerRow, listing, effectiveOn, expiresOn];
      return [importId, assessment, row, organizationId, ...verdict];
    });
    await insertRows(em, 'plans', columns, rows);
  }
}

interface StoredPlan {
  row_number: number;
  outcome: PlannedOutcome;
  person_id: Uuid | null;
  person_row: number;
  is_distinct: boolean;
  account_id: Uuid | null;
  account_row: number;
  owner: OwnerKind | null;
  owner_row: number | null;
  listing: number | null;
  effective_on: LocalDate | null;
  expires_on: LocalDate | null;
}

const selected = `row_number, outcome, person_id, person_row, is_distinct, account_id, account_row, owner, owner_row, listing, effective_on, expires_on`;

const planRow = (plan: StoredPlan): PlanRow => ({
  row: plan.row_number,
  outcome: plan.outcome,
  personId: plan.person_id,
  personRow: plan.person_row,
  distinct: plan.is_distinct,
  accountId: plan.account_id,
  accountRow: plan.account_row,
  owner: plan.owner,
  ownerRow: plan.owner_row,
  listing: plan.listing,
  effectiveOn: plan.effective_on,
  expiresOn: plan.expires_on,
});

/** Plans from a row on, in order; only those that will be sold when asked. */
export async function plansFrom(
  em: EntityManager,
  { importId, assessment }: Judgement,
  from: number,
  limit: number,
  { soldOnly = false } = {},
): Promise<PlanRow[]> {
  const text = `SELECT ${selected} FROM plans WHERE import_id = $1 AND assessment = $2 AND row_number >= $3
    ${soldOnly ? `AND outcome IN ('create', 'reuse')` : ''} ORDER BY row_number LIMIT $4`;
  return (await query<StoredPlan>(em, text, [importId, assessment, from, limit])).map(planRow);
}

export async function plansOf(em: EntityManager, { importId, assessment }: Judgement, rows: readonly number[]): Promise<PlanRow[]> {
  const text = `SELECT ${selected} FROM plans WHERE import_id = $1 AND assessment = $2 AND row_number = ANY ($3::int[]) ORDER BY row_number`;
  return (await query<StoredPlan>(em, text, [importId, assessment, rows])).map(planRow);
}
