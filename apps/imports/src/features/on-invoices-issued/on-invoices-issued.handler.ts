import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InvoicesIssued } from '#contracts/billing/invoices-issued.event';
import { Inbox } from '#platform/outbox/inbox';
import { clubOfFlow } from '../../access.js';
import { saveResults } from '../../persistence/batch-rows.js';
import { countDone, getRunForUpdate } from '../../persistence/run-records.js';
import { BatchRun } from '../../running/batch-run.js';

/** A batch has its documents: they are kept with their rows (IMP-19), and the next batches go. */
@CommandHandler(InvoicesIssued)
export class OnInvoicesIssuedHandler implements ICommandHandler<InvoicesIssued> {
  constructor(
    private readonly inbox: Inbox,
    private readonly batches: BatchRun,
  ) {}

  execute({ importId, batch, rows: invoiced }: InvoicesIssued): Promise<void> {
    return this.inbox.once(async (em) => {
      const found = await getRunForUpdate(em, clubOfFlow().id, importId);
      const passed = await this.batches.passed(em, found, batch, 'issued');
      if (!passed) return;
      await countDone(em, importId, 'invoices', passed.rows);
      await saveResults(em, { importId, organizationId: found.organizationId }, invoiced);
      await this.batches.sendNext(em, found, passed.inFlight);
    });
  }
}
