import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import { GetMembership, type MembershipRecord } from '#contracts/memberships/memberships.query';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingInNetwork } from '../../access.js';
import { findMemberships } from '../../persistence/membership-records.js';

@QueryHandler(GetMembership)
export class GetMembershipHandler implements IQueryHandler<GetMembership> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ membershipId }: GetMembership): Promise<MembershipRecord> {
    const reader = actingInNetwork();
    const today = todayIn(reader.timeZone, this.clock.now());
    return this.database.transaction(async (em) => {
      const [found] = await findMemberships(em, reader, today, { id: membershipId, limit: 1 });
      if (!found) throw new Missing('memberships.no-such-membership');
      return found.record;
    });
  }
}
