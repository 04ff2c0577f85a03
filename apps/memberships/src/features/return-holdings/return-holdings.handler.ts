import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { HoldingsReturned, ReturnHoldings } from '#contracts/memberships/merges';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { Inbox } from '#platform/outbox/inbox';
import { Outbox } from '#platform/outbox/outbox';
import { mergeFor, returnHoldings, type GivenBack, type MergedPeople, type ReturnAnswer } from '../../persistence/returned-holdings.js';

/** A step of an unmerge (ID-24): what was moved goes back; what came later stays, but for what was named and what took its place. */
@CommandHandler(ReturnHoldings)
export class ReturnHoldingsHandler implements ICommandHandler<ReturnHoldings> {
  constructor(
    private readonly inbox: Inbox,
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  execute({ mergeId, giveBack, accountsBack }: ReturnHoldings): Promise<void> {
    return this.inbox.once(async (em) => {
      const merge = await mergeFor(em, mergeId, 'FOR UPDATE');
      const nothing: ReturnAnswer = { clientsInUse: [], saleIds: [] };
      const answer = merge ? (merge.answer ?? (await this.giveBack(em, merge, { giveBack, accountsBack }))) : nothing;
      await this.outbox.add(em, HoldingsReturned, { mergeId, ...answer });
    });
  }

  private async giveBack(em: EntityManager, merge: MergedPeople, given: GivenBack): Promise<ReturnAnswer> {
    const { mergeId, closedId, survivorId, clients } = merge;
    const answer = await this.database.as(em, 'merger', () => returnHoldings(em, merge, given));
    await execute(em, `UPDATE closed_holders SET reopened = true WHERE merge_id = $1`, [mergeId]);
    await execute(em, `UPDATE merged_people SET answer = $2::jsonb WHERE merge_id = $1`, [mergeId, JSON.stringify(answer)]);
    for (const organizationId of [...new Set(clients.map((client) => client.organizationId))].sort())
      await this.audit.record(em, {
        organizationId,
        action: 'memberships.holdings-returned',
        subject: mergeId,
        facts: { closedId, survivorId },
      });
    return answer;
  }
}
