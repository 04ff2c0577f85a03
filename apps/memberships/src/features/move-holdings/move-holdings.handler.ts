import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { HoldingsMoved, MoveHoldings } from '#contracts/memberships/merges';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { currentCaller } from '#platform/messaging/context';
import { Inbox } from '#platform/outbox/inbox';
import { Outbox } from '#platform/outbox/outbox';
import { beginMerge, moveHoldings } from '../../persistence/moved-holdings.js';

/** A step of a merge (ID-24): whatever the closed person and the closed accounts hold is the survivor's, at every seller it concerns. */
@CommandHandler(MoveHoldings)
export class MoveHoldingsHandler implements ICommandHandler<MoveHoldings> {
  constructor(
    private readonly inbox: Inbox,
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  execute({ mergeId, closedPersonId: closedId, survivorPersonId: survivorId, clients }: MoveHoldings): Promise<void> {
    return this.inbox.once(async (em) => {
      const merge = { mergeId, closedId, survivorId, clients };
      if (await beginMerge(em, merge, currentCaller().organizations)) {
        await this.database.as(em, 'merger', () => moveHoldings(em, merge));
        for (const organizationId of [...new Set(clients.map((client) => client.organizationId))].sort())
          await this.audit.record(em, {
            organizationId,
            action: 'memberships.holdings-moved',
            subject: mergeId,
            facts: { closedId, survivorId },
          });
      }
      await this.outbox.add(em, HoldingsMoved, { mergeId });
    });
  }
}
