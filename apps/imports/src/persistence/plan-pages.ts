import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { type OwnerKind, type PlanRow, type PlannedOutcome, isSold } from '../domain/plan.js';
import type { Judgement } from './pages.js';

const pageRows = 1_000;

/** The verdict on every row of a judgement, in order and without a gap. */
export async function savePlans(
  em: EntityManager,
  { importId, assessment, organizationId }: Judgement,
  plans: readonly PlanRow[],
): Promise<void> {
  const text = `INSERT INTO plan_pages (import_id, assessment, first_row, organization_id, outcomes, plans) VALUES ($1, $2, $3, $4, $5, $6)`;
  // A statement each: JSON text would have to be escaped once more inside of an array.
  for (let from = 0; from < plans.length; from += pageRows) {
    const page = plans.slice(from, from + pageRows);
    const outcomes = page.map(({ outcome }) => outcome);
    await execute(em, text, [importId, assessment, page[0].row, organizationId, outcomes, JSON.stringify(page.map(stored))]);
  }
}

/** Plans from a row on, in order; only those that will be sold when asked. */
export async function plansFrom(
  em: EntityManager,
  judgement: Judgement,
  from: number,
  limit: number,
  { soldOnly = false } = {},
): Promise<PlanRow[]> {
  const found: PlanRow[] = [];
  for (let next = from; found.length < limit;) {
    const plans = await pagesFrom(em, judgement, next, 1 + Math.ceil((limit - found.length) / pageRows));
    if (plans.length === 0) break;
    for (const plan of plans) if (plan.row >= next && (!soldOnly || isSold(plan))) found.push(plan);
    next = plans[plans.length - 1].row + 1;
  }
  return found.slice(0, limit);
}

/** These plans, wherever in the file their rows stand. Pages are found by where they begin: to ask each how long it is reads it whole. */
export async function plansOf(em: EntityManager, { importId, assessment }: Judgement, rows: readonly number[]): Promise<PlanRow[]> {
  const pages = await query<{ plans: string }>(
    em,
    `SELECT plans FROM plan_pages WHERE import_id = $1 AND assessment = $2 AND first_row IN (
       SELECT (SELECT max(first_row) FROM plan_pages WHERE import_id = $1 AND assessment = $2 AND first_row <= n) FROM unnest($3::int[]) n)
     ORDER BY first_row`,
    [importId, assessment, rows],
  );
  const wanted = new Set(rows);
  return plansIn(pages).filter(({ row }) => wanted.has(row));
}

async function pagesFrom(em: EntityManager, { importId, assessment }: Judgement, from: number, limit: number): Promise<PlanRow[]> {
  const pages = await query<{ plans: string }>(
    em,
    `SELECT plans FROM plan_pages WHERE import_id = $1 AND assessment = $2 AND first_row + cardinality(outcomes) > $3
     ORDER BY first_row LIMIT $4`,
    [importId, assessment, from, limit],
  );
  return plansIn(pages);
}

const plansIn = (pages: readonly { plans: string }[]): PlanRow[] =>
  pages.flatMap(({ plans }) => (JSON.parse(plans) as StoredPlan[]).map(planRow));

type StoredPlan = readonly [
  row: number,
  outcome: PlannedOutcome,
  personId: Uuid | null,
  personRow: number,
  distinct: boolean,
  accountId: Uuid | null,
  accountRow: number,
  owner: OwnerKind | null,
  ownerRow: number | null,
  listing: number | null,
  effectiveOn: LocalDate | null,
  expiresOn: LocalDate | null,
];

function stored(plan: PlanRow): StoredPlan {
  const { row, outcome, personId, personRow, distinct, accountId, accountRow, owner, ownerRow, listing, effectiveOn, expiresOn } = plan;
  return [row, outcome, personId, personRow, distinct, accountId, accountRow, owner, ownerRow, listing, effectiveOn, expiresOn];
}

function planRow(plan: StoredPlan): PlanRow {
  const [row, outcome, personId, personRow, distinct, accountId, accountRow, owner, ownerRow, listing, effectiveOn, expiresOn] = plan;
  return { row, outcome, personId, personRow, distinct, accountId, accountRow, owner, ownerRow, listing, effectiveOn, expiresOn };
}
