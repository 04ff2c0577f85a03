import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { MembersEnrolled } from '#contracts/memberships/members-enrolled.event';
import { Inbox } from '#platform/outbox/inbox';
import { clubOfFlow } from '../../access.js';
import { saveDeviations } from '../../persistence/batch-rows.js';
import { countDone, getRunForUpdate } from '../../persistence/run-records.js';
import { BatchRun } from '../../running/batch-run.js';

/** A batch has its memberships. Who turned out to hold theirs already was skipped, not invoiced (IMP-11). */
@CommandHandler(MembersEnrolled)
export class OnMembersEnrolledHandler implements ICommandHandler<MembersEnrolled> {
  constructor(
    private readonly inbox: Inbox,
    private readonly batches: BatchRun,
  ) {}

  execute({ importId, batch, skipped }: MembersEnrolled): Promise<void> {
    return this.inbox.once(async (em) => {
      const found = await getRunForUpdate(em, clubOfFlow().id, importId);
      const passed = await this.batches.passed(em, found, batch, 'enrolled');
      if (!passed) return;
      await countDone(em, importId, 'memberships', passed.rows);
      const deviations = skipped.map(({ row }) => ({ row, personId: null }));
      await saveDeviations(em, { importId, organizationId: found.organizationId }, 'skipped', deviations);
    });
  }
}
