import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { todayIn } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { HomeMoved, type HomeMoveRecord, MoveHome } from '#contracts/memberships/homes';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { currentCaller } from '#platform/messaging/context';
import { Outbox } from '#platform/outbox/outbox';
import { actingInNetwork, type InNetwork } from '../../access.js';
import { checkMove } from '../../domain/home.js';
import { clubsOfNetwork, findMoves, lockHome, writeFor, writeMove } from '../../persistence/home-moves.js';
import { type FoundMembership, findMemberships } from '../../persistence/membership-records.js';

/** Writes the move down and logs it in both organizations, in one transaction (MEM-15). The membership itself stays as it is. */
@CommandHandler(MoveHome)
export class MoveHomeHandler implements ICommandHandler<MoveHome> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  execute(command: MoveHome): Promise<HomeMoveRecord> {
    const acting = actingInNetwork();
    return this.idempotency.once(command, (em) => this.move(em, command, acting));
  }

  private async move(em: EntityManager, { membershipId, organizationId: toId }: MoveHome, acting: InNetwork): Promise<HomeMoveRecord> {
    const { id: moverId, federationId } = acting;
    const movedOn = todayIn(acting.timeZone, this.clock.now());
    await lockHome(em, membershipId);
    const [found] = await findMemberships(em, acting, movedOn, { id: membershipId, limit: 1 });
    if (!found) throw new Missing('memberships.no-such-membership');
    const [club] = await clubsOfNetwork(em, { id: toId, limit: 1 });
    if (!club) throw new Missing('memberships.no-such-club');
    const { homeId: fromId, status } = found.record;
    checkMove({ homeId: fromId, designerId: found.designerId, status }, { moverId, federationId, toId });

    await writeMove(em, { ...writtenOf(found), federationId, fromId, toId, movedOn, moverId, movedBy: currentCaller().name });
    const [{ record }] = await findMoves(em, acting, { membershipId, limit: 1 });
    const { personId } = found.record;
    await this.outbox.add(em, HomeMoved, { membershipId, federationId, personId, fromId, toId, movedOn });
    await this.log(em, membershipId, { moverId, fromId, toId });
    return record;
  }

  private async log(em: EntityManager, membershipId: Uuid, { moverId, fromId, toId }: Record<'moverId' | 'fromId' | 'toId', Uuid>) {
    const concerned = [...new Set([moverId, fromId, toId])].sort(); // In one order: two moves never wait for each other in a circle.
    await writeFor(em, concerned);
    for (const organizationId of concerned)
      await this.audit.record(em, {
        organizationId,
        action: 'memberships.home-moved',
        subject: membershipId,
        facts: { fromId, toId },
      });
    await writeFor(em, currentCaller().organizations);
  }
}

const writtenOf = ({ record: { id, personId, offerId, sellerId } }: FoundMembership) => ({ membershipId: id, personId, offerId, sellerId });
