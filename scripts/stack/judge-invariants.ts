import pg from 'pg';
import { undoneBySale } from '../../apps/billing/src/persistence/undo-invariants.js';
import { billingInvariants, linesBySale, linesOfAffiliations } from '../../apps/billing/src/invariants.js';
import { identityInvariants } from '../../apps/identity/src/invariants.js';
import { importsInvariants } from '../../apps/imports/src/invariants.js';
import { leadsInvariants } from '../../apps/leads/src/invariants.js';
import {
  affiliationsHeld,
  importsWithReservations,
  membershipsInvariants,
  resaleSales,
  undoneSales,
} from '../../apps/memberships/src/invariants.js';
import type { Invariant } from '#platform/database/invariant';
import { type AffiliationHeld, type AffiliationLine, misbilledAffiliations } from './affiliation-law.js';
import type { DatabaseName } from './secrets.js';

export interface Verdict {
  readonly number: number;
  readonly title: string;
  readonly where: string;
  /** The first of what breaks it; empty while it holds. */
  readonly broken: readonly string[];
  readonly count: number;
}

type Databases = (name: DatabaseName) => string;

const own: Record<DatabaseName, readonly Invariant[]> = {
  identity: identityInvariants,
  memberships: membershipsInvariants,
  billing: billingInvariants,
  imports: importsInvariants,
  leads: leadsInvariants,
};

/** Every law of the data (design.md, Invariants), asked of the databases as superuser: each service's own, then those between services. */
export async function judgeInvariants(databases: Databases): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const [name, invariants] of Object.entries(own) as [DatabaseName, readonly Invariant[]][]) {
    for (const { number, title, sql } of invariants) {
      verdicts.push(
        verdict(
          number,
          title,
          name,
          (await ask(databases(name), sql)).map((row) => JSON.stringify(row)),
        ),
      );
    }
  }
  verdicts.push(...(await betweenServices(databases)));
  return verdicts.sort((a, b) => a.number - b.number);
}

/** Each resale import: whether nothing of it is on its way any more, and how many memberships its rows should have made. */
const importsByState = `SELECT id::text AS import, state, state NOT IN ('running', 'paused', 'undoing') AS settled,
    (counts->>'created')::int + (counts->>'reused')::int AS memberships, finished_at IS NOT NULL AS finished
  FROM imports WHERE kind = 'resale'`;

/** Compared here, because no service may read another's tables. */
async function betweenServices(databases: Databases): Promise<Verdict[]> {
  const [sales, lines, reserved, imports, undone, countered, affiliations, affiliationLines] = await Promise.all([
    ask<Sale>(databases('memberships'), resaleSales),
    ask<Lines>(databases('billing'), linesBySale),
    ask<{ import: string }>(databases('memberships'), importsWithReservations),
    ask<ImportCounts>(databases('imports'), importsByState),
    ask<Sale>(databases('memberships'), undoneSales),
    ask<{ sale: string; levels: number }>(databases('billing'), undoneBySale),
    ask<AffiliationHeld>(databases('memberships'), affiliationsHeld),
    ask<AffiliationLine>(databases('billing'), linesOfAffiliations),
  ]);
  const under = new Set(imports.filter(({ settled }) => !settled).map(({ import: id }) => id)); // Their sales may still wait for invoices.
  const sold = new Map<string, number>();
  for (const { import: id } of sales) if (id !== null) sold.set(id, (sold.get(id) ?? 0) + 1);
  const finished = imports.filter(({ finished }) => finished);
  return [
    verdict(2, 'Every resale membership has exactly one line at each level', 'memberships, billing', unbilled(sales, lines, under)),
    verdict(
      2,
      'What an undo cancelled is countered at both levels, and nothing else is',
      'memberships, billing',
      uncountered(undone, countered, new Set(sales.flatMap(({ sale, import: id }) => (id !== null && under.has(id) ? [sale] : [])))),
    ),
    verdict(
      2,
      'Every affiliation has the line of its invoice, which is credited whole only when it has ended, and ends by a decision about it',
      'memberships, billing',
      misbilledAffiliations(affiliations, affiliationLines),
    ),
    verdict(
      7,
      'A finished import made a membership for each row it created or reused',
      'imports, memberships',
      finished
        .filter(({ import: id, memberships }) => (sold.get(id) ?? 0) !== memberships)
        .map(({ import: id, memberships }) => `import ${id}: ${memberships} counted, ${sold.get(id) ?? 0} there`),
    ),
    verdict(
      7,
      'No import that has ended holds a place without a membership',
      'imports, memberships',
      reserved.filter(({ import: id }) => !under.has(id)).map(({ import: id }) => `import ${id}`),
    ),
  ];
}

interface Sale {
  sale: string;
  import: string | null;
}

interface Lines {
  sale_id: string;
  client_lines: number;
  corporate_lines: number;
}

interface ImportCounts {
  import: string;
  state: string;
  finished: boolean;
  settled: boolean;
  memberships: number;
}

function unbilled(sales: readonly Sale[], lines: readonly Lines[], under: ReadonlySet<string>): string[] {
  const bySale = new Map(lines.map((line) => [line.sale_id, line]));
  const broken: string[] = [];
  for (const { sale, import: id } of sales) {
    const { client_lines: client, corporate_lines: corporate } = bySale.get(sale) ?? { client_lines: 0, corporate_lines: 0 };
    bySale.delete(sale);
    const waits = id !== null && under.has(id) && client === 0 && corporate === 0;
    if (!waits && (client !== 1 || corporate !== 1)) broken.push(`sale ${sale}: ${client} client and ${corporate} corporate lines`);
  }
  for (const sale of bySale.keys()) broken.push(`sale ${sale}: invoiced, but there is no membership`);
  return broken;
}

/** Sales of an import whose undo is under way may be countered and not cancelled yet. */
function uncountered(
  cancelled: readonly Sale[],
  countered: readonly { sale: string; levels: number }[],
  under: ReadonlySet<string>,
): string[] {
  const levelsOf = new Map(countered.map(({ sale, levels }) => [sale, levels]));
  const broken = cancelled
    .filter(({ sale }) => levelsOf.get(sale) !== 2)
    .map(({ sale }) => `sale ${sale}: countered at ${levelsOf.get(sale) ?? 0} levels`);
  const gone = new Set(cancelled.map(({ sale }) => sale));
  for (const { sale } of countered) if (!gone.has(sale) && !under.has(sale)) broken.push(`sale ${sale}: countered, but not cancelled`);
  return broken;
}

const verdict = (number: number, title: string, where: string, all: readonly string[]): Verdict => ({
  number,
  title,
  where,
  broken: all.slice(0, 5),
  count: all.length,
});

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'tessera invariants' });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}
