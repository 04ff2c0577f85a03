import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId } from '#kernel/ids';
import { CancelMemberships, MembershipsCancelled } from '#contracts/memberships/cancel-memberships.command';
import { Audit } from '#platform/audit/audit';
import { Forbidden } from '#platform/errors/forbidden';
import { Inbox } from '#platform/outbox/inbox';
import { Outbox } from '#platform/outbox/outbox';
import { actingSeller } from '../../access.js';
import { count, takenForUpdate } from '../../persistence/quota-usage.js';
import { Sellers } from '../../persistence/sellers.js';
import { cancelMemberships, enrolledRows, offersOf } from '../../persistence/undone-sales.js';

/**
 * The memberships of a batch of an undone import end (IMP-17). Billing has countered their documents, which is where it was decided:
 * one that ended otherwise in the meantime stays as it ended.
 */
@CommandHandler(CancelMemberships)
export class CancelMembershipsHandler implements ICommandHandler<CancelMemberships> {
  constructor(
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
    private readonly sellers: Sellers,
    private readonly audit: Audit,
  ) {}

  execute({ importId, batch, organizationId, federationId, rows }: CancelMemberships): Promise<void> {
    const { sellerId, ...acting } = actingSeller();
    if (sellerId !== organizationId || acting.federationId !== federationId) throw new Forbidden();
    return this.inbox.once(async (em) => {
      const ids = rows.map((row) => derivedId('membership', importId, row));
      // Before the places: whoever reserves them holds the counters first, too.
      await takenForUpdate(em, sellerId, await offersOf(em, ids));
      const on = await this.sellers.today(em, sellerId);
      const ended = await cancelMemberships(em, ids, { reason: 'import-undone', on });
      const byOffer = Map.groupBy(ended, ({ offerId }) => offerId);
      await count(
        em,
        Array.from(byOffer, ([offerId, sales]) => ({ offerId, sellerId, by: -sales.length })),
      );
      const stillMembers = (await enrolledRows(em, { sellerId, importId }, ids))
        .filter(({ otherMembership }) => otherMembership)
        .map(({ row }) => row);
      await this.outbox.add(em, MembershipsCancelled, { importId, batch, rows: rows.length, stillMembers });
      if (ended.length === 0) return;
      await this.audit.record(em, {
        organizationId,
        action: 'memberships.memberships-cancelled',
        subject: importId,
        facts: { batch, memberships: ended.length, reason: 'import-undone' },
      });
    });
  }
}
