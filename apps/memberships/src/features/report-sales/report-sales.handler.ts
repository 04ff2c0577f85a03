import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '#contracts/message';
import { type ClubSales, ReportSales } from '#contracts/memberships/reports.query';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { idAfter } from '../../persistence/after-id.js';
import { salesByClub } from '../../persistence/reports.js';

/** Sums up what clubs sold, replaced and cancelled. */
@QueryHandler(ReportSales)
export class ReportSalesHandler implements IQueryHandler<ReportSales> {
  constructor(private readonly database: Database) {}

  execute({ from, to, limit, after }: ReportSales): Promise<Page<ClubSales>> {
    const reader = actingAdministrator();
    const asked = { from, to, afterId: idAfter(after), limit: limit + 1 };
    return this.database.transaction(async (em) => pageOf(await salesByClub(em, reader, asked), limit, ({ clubId }) => [clubId]));
  }
}
