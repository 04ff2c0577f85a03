import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import { GetMembership, type MembershipDetail } from '#contracts/memberships/memberships.query';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingAdministrator } from '../../access.js';
import { Holders } from '../../holders.js';
import { membershipDetail } from '../../persistence/membership-details.js';

@QueryHandler(GetMembership)
export class GetMembershipHandler implements IQueryHandler<GetMembership> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly holders: Holders,
  ) {}

  async execute({ membershipId }: GetMembership): Promise<MembershipDetail> {
    const reader = actingAdministrator();
    const today = todayIn(reader.timeZone, this.clock.now());
    const found = await this.database.transaction((em) => membershipDetail(em, reader, today, membershipId));
    if (!found) throw new Missing('memberships.no-such-membership');
    return (await this.holders.named(reader, [found]))[0];
  }
}
