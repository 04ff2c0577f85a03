import { Injectable } from '@nestjs/common';
import { todayIn, type LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { flowCaller, runAs } from '#platform/messaging/context';
import { Schedule } from '#platform/schedule';
import { lastMonthEnd } from '../../domain/deferral.js';
import { RevenueRun } from './revenue-run.js';

const everyMs = 3_600_000;

interface Accruing {
  readonly id: Uuid;
  readonly federationId: Uuid | null;
  readonly currency: string;
  readonly timeZone: string;
  readonly recognisedThrough: LocalDate | null;
}

/** Soon after a month ends where an organization is, its deferred revenue of that month is recognised (BIL-22). */
@Injectable()
export class RecogniseRevenueSchedule extends Schedule {
  constructor(
    private readonly database: Database,
    private readonly revenue: RevenueRun,
    private readonly clock: Clock,
  ) {
    super(everyMs, 'Revenue could not be recognised.');
  }

  protected run(): Promise<void> {
    return this.recogniseDue();
  }

  /** Each organization in a transaction of its own. One that another replica is at is left to it. */
  async recogniseDue(): Promise<void> {
    for (const organization of await this.accruing()) {
      const through = lastMonthEnd(todayIn(organization.timeZone, this.clock.now()));
      if (organization.recognisedThrough !== null && organization.recognisedThrough >= through) continue;
      const caller = flowCaller(`revenue:${through}`, [organization.id], organization.federationId);
      await runAs(caller, () => this.database.transaction((em) => this.recognise(em, organization, through)));
    }
  }

  private async recognise(em: Parameters<RevenueRun['through']>[0], organization: Accruing, through: LocalDate): Promise<void> {
    const lock = `SELECT pg_try_advisory_xact_lock(hashtextextended('billing.revenue/' || $1::text, 0)) AS mine`;
    const [{ mine }] = await query<{ mine: boolean }>(em, lock, [organization.id]);
    if (mine) await this.revenue.through(em, organization, through);
  }

  private accruing(): Promise<Accruing[]> {
    return this.database.transaction((em) => query<Accruing>(em, withDeferrals), { as: 'reconciler' });
  }
}

const withDeferrals = `SELECT o.id, o.record ->> 'federationId' AS "federationId", o.record ->> 'currency' AS currency, o.record ->> 'timeZone' AS "timeZone",
    (SELECT max(booked_on) FROM recognitions WHERE issuer_id = o.id) AS "recognisedThrough"
  FROM organizations o WHERE EXISTS (SELECT FROM deferrals WHERE issuer_id = o.id AND remaining_minor > 0) ORDER BY o.id`;
