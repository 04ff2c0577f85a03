import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import type { Page } from '#contracts/message';
import { type MembersCounted, ReportMembers } from '#contracts/memberships/reports.query';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { idAfter } from '../../persistence/after-id.js';
import { countMembers } from '../../persistence/reports.js';

/** Counts memberships where they stand today. */
@QueryHandler(ReportMembers)
export class ReportMembersHandler implements IQueryHandler<ReportMembers> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ by, limit, after }: ReportMembers): Promise<Page<MembersCounted>> {
    const reader = actingAdministrator();
    const asked = { by, today: todayIn(reader.timeZone, this.clock.now()), afterId: idAfter(after), limit: limit + 1 };
    return this.database.transaction(async (em) => pageOf(await countMembers(em, reader, asked), limit, ({ id }) => [id]));
  }
}
