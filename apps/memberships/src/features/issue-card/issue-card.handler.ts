import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import { CardIssued, type CardRecord, IssueCard } from '#contracts/memberships/cards';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { cardRecord } from '../../cards/printed-cards.js';
import { voidBecause } from '../../domain/card.js';
import { CardVoid, NoCards } from '../../domain/card.errors.js';
import { findCardableForUpdate, findCards, replaceCard } from '../../persistence/cards.js';

/** A new card in place of a lost one: the old code opens nothing from now on (MEM-11). Its id comes with the command. */
@CommandHandler(IssueCard)
export class IssueCardHandler implements ICommandHandler<IssueCard> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  execute(command: IssueCard): Promise<CardRecord> {
    const seller = actingAdministrator();
    const { cardId: id, membershipId } = command;
    return this.idempotency.once(command, async (em) => {
      const now = this.clock.now();
      const today = todayIn(seller.timeZone, now);
      const membership = await findCardableForUpdate(em, seller.id, membershipId);
      if (!membership) throw new Missing('memberships.no-such-membership');
      const issued = () => findCards(em, seller.id, today, { id, limit: 1 });
      const [earlier] = await issued();
      if (earlier) return cardRecord(earlier, seller, today);
      if (!membership.card) throw new NoCards();
      const because = voidBecause({ ...membership, lost: false }, today);
      if (because) throw new CardVoid({ because });
      const replaces = await replaceCard(em, { id, membershipId, at: now.toISOString() });
      await this.outbox.add(em, CardIssued, { cardId: id, membershipId, organizationId: seller.id, replaces, issuedOn: today });
      await this.audit.record(em, {
        organizationId: seller.id,
        action: 'memberships.card-issued',
        subject: membershipId,
        facts: { card: id },
      });
      return cardRecord((await issued())[0], seller, today);
    });
  }
}
