import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { MembershipsCancelled } from '#contracts/memberships/cancel-memberships.command';
import { Inbox } from '#platform/outbox/inbox';
import { clubOfFlow } from '../../access.js';
import { getImportForUpdate } from '../../persistence/import-records.js';
import { saveStillMembers } from '../../persistence/undo-rows.js';
import { UndoRun } from '../../running/undo-run.js';

/** A batch of an undo has its memberships cancelled. Whose person has another one is kept. */
@CommandHandler(MembershipsCancelled)
export class OnMembershipsCancelledHandler implements ICommandHandler<MembershipsCancelled> {
  constructor(
    private readonly inbox: Inbox,
    private readonly run: UndoRun,
  ) {}

  execute({ importId, batch, stillMembers }: MembershipsCancelled): Promise<void> {
    return this.inbox.once(async (em) => {
      const found = await getImportForUpdate(em, clubOfFlow().id, importId);
      const isNews = await this.run.passed(em, found, batch, 'cancelled', (undo, rows) => ({ memberships: undo.memberships + rows }));
      if (isNews) await saveStillMembers(em, { importId, organizationId: found.organizationId }, stillMembers);
    });
  }
}
