import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { addDays, todayIn } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { flowCaller, runAs } from '#platform/messaging/context';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { Sagas } from '#platform/sagas/sagas';
import { Charging } from '../../charging/charging.js';
import { DueRuns } from '../../persistence/due-runs.js';
import { LookForDue } from './look-for-due.command.js';
import { dueRunKind } from './run-due.saga.js';

const chargesAtOnce = 200;

@CommandHandler(LookForDue)
export class LookForDueHandler implements ICommandHandler<LookForDue> {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationCopies,
    private readonly runs: DueRuns,
    private readonly sagas: Sagas,
    private readonly charging: Charging,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<number> {
    const soon = addDays(this.clock.now().toISOString().slice(0, 10), 1); // Where it is tomorrow already.
    const { due, unanswered } = await this.database.transaction(
      async (em) => ({ due: await query<Issuer>(em, selectDue, [soon]), unanswered: await query<Issuer>(em, selectUnanswered) }),
      { as: 'collector' },
    );
    let begun = 0;
    for (const { issuerId } of due) if (await this.begin(issuerId)) begun++;
    for (const { issuerId } of unanswered) await runAs(flow(issuerId), () => this.charging.ask(issuerId, { limit: chargesAtOnce }));
    return begun;
  }

  /** One run a day each, by the organization's own calendar: the run's id says which day it is of. */
  private begin(issuerId: Uuid): Promise<boolean> {
    return runAs(flow(issuerId), () =>
      this.database.transaction(async (em) => {
        const { timeZone } = await this.organizations.get(em, issuerId);
        const dueOn = todayIn(timeZone, this.clock.now());
        const id = derivedId('due-run', issuerId, dueOn);
        if (!(await this.runs.anythingDue(em, issuerId, dueOn)) || !(await this.runs.begin(em, id, issuerId, dueOn))) return false;
        await this.sagas.start(em, { id, kind: dueRunKind, step: 'bill', data: { issuerId, dueOn } });
        return true;
      }),
    );
  }
}

interface Issuer {
  readonly issuerId: Uuid;
}

const flow = (issuerId: Uuid) => flowCaller('due-schedule', [issuerId], null);

const selectDue = `SELECT issuer_id AS "issuerId" FROM recurring_charges WHERE next_on <= $1 AND NOT paused AND next_on IS NOT NULL
  UNION SELECT issuer_id FROM planned_payments WHERE state = 'planned' AND method <> 'cheque' AND due_on <= $1 ORDER BY 1`;

const selectUnanswered = `SELECT DISTINCT issuer_id AS "issuerId" FROM charges
  WHERE state = 'requested' AND (asked_at IS NULL OR asked_at < now() - interval '1 minute') ORDER BY 1`;
