import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StartDueRun, type DueRunRecord } from '#contracts/billing/recurring-charges';
import { todayIn } from '#kernel/dates';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { Sagas } from '#platform/sagas/sagas';
import { DueRuns } from '../../persistence/due-runs.js';

@CommandHandler(StartDueRun)
export class StartDueRunHandler implements ICommandHandler<StartDueRun> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly runs: DueRuns,
    private readonly sagas: Sagas,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: StartDueRun): Promise<DueRunRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const { dueRunId: id } = command;
    return this.idempotency.once(command, async (em) => {
      const dueOn = todayIn(organization.timeZone, this.clock.now());
      if (await this.runs.begin(em, id, organization.id, dueOn)) {
        await this.sagas.start(em, { id, kind: 'due-run', step: 'bill', data: { issuerId: organization.id, dueOn } });
        await this.audit.record(em, { organizationId: organization.id, action: 'billing.due-run-started', subject: id, facts: { dueOn } });
      }
      return this.runs.get(em, organization, id);
    });
  }
}
