import { Logger } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Database } from '#platform/database/database';
import type { Invariant } from '#platform/database/invariant';
import { execute, query } from '#platform/database/sql';
import { Metrics } from '#platform/metrics/metrics';
import { ledgerInvariants } from '../../persistence/ledger-invariants.js';
import { ReconcileBooks, type Difference } from './reconcile-books.command.js';

const examples = 5;

@CommandHandler(ReconcileBooks)
export class ReconcileBooksHandler implements ICommandHandler<ReconcileBooks> {
  private readonly log = new Logger('Reconciler');
  private differing = 0;
  private checkedAt = 0; // Never, in this process.

  constructor(
    private readonly database: Database,
    metrics: Metrics,
  ) {
    metrics.gauge('tessera_billing_differences', 'Rows that broke a law of the books when last checked', async () => this.differing);
    metrics.gauge('tessera_billing_reconciled_at_seconds', 'When this process last checked the books', async () => this.checkedAt / 1000);
  }

  async execute(): Promise<Difference[] | undefined> {
    const differences = await this.database.transaction((em) => check(em), { as: 'reconciler' });
    if (!differences) return undefined;
    this.differing = differences.reduce((rows, difference) => rows + difference.rows, 0);
    this.checkedAt = Date.now();
    for (const difference of differences) {
      this.log.error({ alarm: true, ...difference }, 'The books differ: to be repaired by a document');
    }
    return differences;
  }
}

/** One replica at a time: the lock ends with the transaction. */
async function check(em: EntityManager): Promise<Difference[] | undefined> {
  const [{ mine }] = await query<{ mine: boolean }>(
    em,
    `SELECT pg_try_advisory_xact_lock(hashtextextended('billing.reconcile-books', 0)) AS mine`,
  );
  if (!mine) return undefined;
  await execute(em, `SET LOCAL statement_timeout = '4min'`); // Whole tables are read, less often than this.
  const differences: Difference[] = [];
  for (const invariant of ledgerInvariants) {
    const difference = await differenceOf(em, invariant);
    if (difference) differences.push(difference);
  }
  return differences;
}

async function differenceOf(em: EntityManager, { number, title, sql }: Invariant): Promise<Difference | undefined> {
  const counted = `WITH broken AS MATERIALIZED (${sql}) SELECT (SELECT count(*)::int FROM broken) AS rows, to_jsonb(broken) AS example FROM broken LIMIT $1`;
  const found = await query<{ rows: number; example: object }>(em, counted, [examples]);
  if (found.length === 0) return undefined;
  return { invariant: number, title, rows: found[0].rows, examples: found.map((row) => row.example) };
}
