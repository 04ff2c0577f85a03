import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { todayIn } from '#kernel/dates';
import { ChangeExpiration, ExpirationChanged } from '#contracts/memberships/expirations';
import type { MembershipDetail } from '#contracts/memberships/memberships.query';
import type { ActingOrganization } from '#contracts/caller';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { currentCaller } from '#platform/messaging/context';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { BeingEnded } from '../../domain/cancellation.errors.js';
import { StaleMembership } from '../../domain/expiry.errors.js';
import { checkExpiry } from '../../domain/expiry.js';
import { holderOf } from '../../domain/holder.js';
import { getMovableForUpdate, isHeld, moveExpiry } from '../../persistence/expirations.js';
import { membershipDetail } from '../../persistence/membership-details.js';
import { holdingsOf, lockOffers, ownHoldingsOf } from '../../persistence/slots.js';

/** Moves a last day under the lock of a sale: what the holder has may not change while this is decided. */
@CommandHandler(ChangeExpiration)
export class ChangeExpirationHandler implements ICommandHandler<ChangeExpiration> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  execute(command: ChangeExpiration): Promise<MembershipDetail> {
    const acting = actingAdministrator();
    const today = todayIn(acting.timeZone, this.clock.now());
    return this.idempotency.once(command, async (em) => {
      await this.change(em, command, acting, today);
      const detail = await membershipDetail(em, acting, today, command.membershipId);
      if (!detail) throw new Missing('memberships.no-such-membership');
      return detail;
    });
  }

  private async change(
    em: EntityManager,
    { membershipId, version, expiresOn, memo }: ChangeExpiration,
    { id: sellerId }: ActingOrganization,
    today: string,
  ): Promise<void> {
    const offerId = (await getMovableForUpdate(em, sellerId, membershipId, false))?.offerId;
    if (offerId === undefined) throw new Missing('memberships.no-such-membership');
    await lockOffers(em, [offerId]); // Before the row, as whoever sells does.
    const movable = await getMovableForUpdate(em, sellerId, membershipId, true);
    if (!movable) throw new Missing('memberships.no-such-membership');
    if (movable.version !== version) throw new StaleMembership();
    if (await isHeld(em, membershipId)) throw new BeingEnded();
    const holder = holderOf(movable);
    const known = movable.designerId === sellerId ? await ownHoldingsOf(em, sellerId, [holder]) : await holdingsOf(em, [holder]);
    const others = known.filter((one) => one.offerId === offerId && one.membershipId !== membershipId);
    checkExpiry(movable, expiresOn, { others, sellerId });
    if (movable.expiresOn === null || movable.expiresOn === expiresOn) return; // There already: nothing to change.

    const change = { expiredOn: movable.expiresOn, expiresOn, version: version + 1 };
    await moveExpiry(em, { membershipId, sellerId, ...change, changedOn: today, changedBy: currentCaller().name, memo: memo ?? null });
    await this.outbox.add(em, ExpirationChanged, { membershipId, organizationId: sellerId, ...change });
    await this.audit.record(em, {
      organizationId: sellerId,
      action: 'memberships.expiration-changed',
      subject: membershipId,
      facts: { expiredOn: movable.expiresOn, expiresOn },
    });
  }
}
