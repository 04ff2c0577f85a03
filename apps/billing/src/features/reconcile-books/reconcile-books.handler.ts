import { Logger } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { Metrics } from '#platform/metrics/metrics';
import { BillingConfig } from '../../billing.config.js';
import { ledgerInvariants } from '../../persistence/ledger-invariants.js';
import type { LawOfBooks } from '../../persistence/law-of-books.js';
import { ChangedBooks, lawOf, type Touched } from '../../persistence/touched-books.js';
import { ReconcileBooks, type Difference } from './reconcile-books.command.js';

const examples = 5;

/** Of one kind: beyond it, reading everything once is quicker than looking up each. */
const mostTouched = 50_000;

/** What this process has seen: everything up to here agreed. */
interface Mark {
  readonly horizon: string;
  readonly wholeAt: number; // When it last looked at everything.
}

/**
 * Looks at what changed since it last did, and once a day at everything: rows that vanished behind the service's back leave no trace
 * (ADR 16). While something differs nothing is forgotten: the same is looked at again until it is put right.
 */
@CommandHandler(ReconcileBooks)
export class ReconcileBooksHandler implements ICommandHandler<ReconcileBooks> {
  private readonly log = new Logger('Reconciler');
  private mark: Mark | undefined; // None in a process that has just begun, or whose last look at everything found differences.
  private differing = 0;
  private checkedAt = 0; // Never, in this process.

  constructor(
    private readonly database: Database,
    private readonly changed: ChangedBooks,
    private readonly config: BillingConfig,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    metrics.gauge('tessera_billing_differences', 'Rows that broke a law of the books when last checked', async () => this.differing);
    metrics.gauge('tessera_billing_reconciled_at_seconds', 'When this process last checked the books', async () => this.checkedAt / 1000);
  }

  async execute({ whole }: ReconcileBooks): Promise<Difference[] | undefined> {
    const now = this.clock.now().getTime();
    const mark = whole || !this.mark || now - this.mark.wholeAt >= this.config.RECONCILE_WHOLE_EVERY_MS ? undefined : this.mark;
    const checked = await this.database.transaction((em) => this.check(em, mark?.horizon), { as: 'reconciler' });
    if (!checked) return undefined;
    const { differences, horizon, everything } = checked;
    this.differing = differences.reduce((rows, difference) => rows + difference.rows, 0);
    this.checkedAt = Date.now();
    if (differences.length === 0) this.mark = { horizon, wholeAt: everything ? now : (mark?.wholeAt ?? now) };
    else this.mark = mark;
    for (const difference of differences) {
      this.log.error({ alarm: true, ...difference }, 'The books differ: to be repaired by a document');
    }
    return differences;
  }

  /** One replica at a time: the lock ends with the transaction. */
  private async check(em: EntityManager, since: string | undefined) {
    const [{ mine }] = await query<{ mine: boolean }>(
      em,
      `SELECT pg_try_advisory_xact_lock(hashtextextended('billing.reconcile-books', 0)) AS mine`,
    );
    if (!mine) return undefined;
    await execute(em, `SET LOCAL statement_timeout = '4min'`); // Whole tables are read, less often than this.
    const { horizon, touched: found } = await this.changed.since(em, since);
    const touched = found && Object.values(found).every((ids) => ids.length <= mostTouched) ? found : null;
    const differences: Difference[] = [];
    for (const law of ledgerInvariants) {
      const difference = await differenceOf(em, law, touched);
      if (difference) differences.push(difference);
    }
    return { differences, horizon, everything: touched === null };
  }
}

async function differenceOf(em: EntityManager, law: LawOfBooks, touched: Touched | null): Promise<Difference | undefined> {
  const subjects = touched?.[law.of.subject];
  if (subjects?.length === 0) return undefined;
  const sql = subjects ? lawOf(law) : law.sql;
  const counted = `WITH broken AS MATERIALIZED (${sql}) SELECT (SELECT count(*)::int FROM broken) AS rows, to_jsonb(broken) AS example FROM broken LIMIT ${examples}`;
  const found = await query<{ rows: number; example: object }>(em, counted, subjects ? [subjects] : []);
  if (found.length === 0) return undefined;
  return { invariant: law.number, title: law.title, rows: found[0].rows, examples: found.map((row) => row.example) };
}
