import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type LocalDate, todayIn } from '#kernel/dates';
import { GetMembership, type MembershipDetail, type MembershipRecord, type StatusChange } from '#contracts/memberships/memberships.query';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingInNetwork } from '../../access.js';
import { historyUntil } from '../../domain/history.js';
import { type WrittenHistory, writtenHistory } from '../../persistence/membership-history.js';
import { findMemberships } from '../../persistence/membership-records.js';

@QueryHandler(GetMembership)
export class GetMembershipHandler implements IQueryHandler<GetMembership> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ membershipId }: GetMembership): Promise<MembershipDetail> {
    const reader = actingInNetwork();
    const today = todayIn(reader.timeZone, this.clock.now());
    return this.database.transaction(async (em) => {
      const [found] = await findMemberships(em, reader, today, { id: membershipId, limit: 1 });
      if (!found) throw new Missing('memberships.no-such-membership');
      const written = await writtenHistory(em, membershipId);
      const { replacesId, replacedById } = written;
      const history = told(found.record, written, { today, own: found.record.sellerId === reader.id });
      return { ...found.record, replacesId, replacedById, history };
    });
  }
}

/** The federation is told what happened and when; who did it and what they said of it is the seller's. */
function told(
  { purchasedOn, effectiveOn, expiresOn, importId }: MembershipRecord,
  { replacesId, ended, endedOn, endedBecause, soldBy, endedBy, memo }: WrittenHistory,
  { today, own }: { today: LocalDate; own: boolean },
): StatusChange[] {
  const origin = importId ? 'import' : replacesId ? 'replacement' : 'sale';
  const end = ended && endedOn && endedBecause ? { status: ended, on: endedOn, reason: endedBecause } : null;
  return historyUntil({ purchasedOn, effectiveOn, expiresOn, origin, end }, today).map((turn, i) => ({
    ...turn,
    by: own ? byWhom(i === 0 ? soldBy : endedBy, turn.reason) : null,
    memo: own && turn === end ? memo : null,
  }));
}

const byWhom = (name: string | null, reason: StatusChange['reason']): string | null => (reason === 'term' ? null : name);
