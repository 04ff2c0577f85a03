import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PeopleWithdrawn } from '#contracts/identity/withdraw-people.command';
import { Inbox } from '#platform/outbox/inbox';
import { clubOfFlow } from '../../access.js';
import { getImportForUpdate } from '../../persistence/import-records.js';
import { saveKeptParties } from '../../persistence/undo-rows.js';
import { UndoRun } from '../../running/undo-run.js';

/** A batch of an undo has its people withdrawn; those who stay are listed with the reasons. */
@CommandHandler(PeopleWithdrawn)
export class OnPeopleWithdrawnHandler implements ICommandHandler<PeopleWithdrawn> {
  constructor(
    private readonly inbox: Inbox,
    private readonly run: UndoRun,
  ) {}

  execute({ importId, batch, people, accounts, kept }: PeopleWithdrawn): Promise<void> {
    return this.inbox.once(async (em) => {
      const found = await getImportForUpdate(em, clubOfFlow().id, importId);
      const isNews = await this.run.passed(em, found, batch, 'withdrawn', (undo, rows) => ({
        people: undo.people + rows,
        peopleWithdrawn: undo.peopleWithdrawn + people,
        accountsWithdrawn: undo.accountsWithdrawn + accounts,
      }));
      if (isNews) await saveKeptParties(em, { importId, organizationId: found.organizationId }, kept);
    });
  }
}
