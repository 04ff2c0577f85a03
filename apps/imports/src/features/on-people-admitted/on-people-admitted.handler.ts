import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PeopleAdmitted } from '#contracts/identity/people-admitted.event';
import { Inbox } from '#platform/outbox/inbox';
import { clubOfFlow } from '../../access.js';
import { saveDeviations } from '../../persistence/batch-rows.js';
import { countDone, getRunForUpdate } from '../../persistence/run-records.js';
import { BatchRun } from '../../running/batch-run.js';

/** A batch has its people. Who appeared meanwhile by another import was reused, and that is noted (IMP-8). */
@CommandHandler(PeopleAdmitted)
export class OnPeopleAdmittedHandler implements ICommandHandler<PeopleAdmitted> {
  constructor(
    private readonly inbox: Inbox,
    private readonly batches: BatchRun,
  ) {}

  execute({ importId, batch, reusedMeanwhile }: PeopleAdmitted): Promise<void> {
    return this.inbox.once(async (em) => {
      const found = await getRunForUpdate(em, clubOfFlow().id, importId);
      const passed = await this.batches.passed(em, found, batch, 'admitted');
      if (!passed) return;
      await countDone(em, importId, 'people', passed.rows);
      await saveDeviations(em, { importId, organizationId: found.organizationId }, 'reused', reusedMeanwhile);
    });
  }
}
