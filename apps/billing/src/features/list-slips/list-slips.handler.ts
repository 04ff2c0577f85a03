import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListSlips, type SlipRecord } from '#contracts/billing/childcare';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { encodeCursor } from '#platform/paging';
import { readCursor } from '../../persistence/list-cursors.js';
import { Slips } from '../../persistence/slips.js';

@QueryHandler(ListSlips)
export class ListSlipsHandler implements IQueryHandler<ListSlips> {
  constructor(
    private readonly database: Database,
    private readonly slips: Slips,
  ) {}

  execute({ limit, after, year, billingAccountId }: ListSlips): Promise<Page<SlipRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const [ofYear, number] = readCursor(after, ['number', 'number']) ?? [9999, 0];
    return this.database.transaction(async (em) => {
      const rows = await this.slips.list(em, organization.id, { year, billingAccountId }, { year: ofYear, number }, limit + 1);
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const next = rows.length > limit && last ? encodeCursor([last.year, last.serial]) : null;
      return { data: shown.map((row) => this.slips.masked(row)), next };
    });
  }
}
