import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListLedgerCodes, type LedgerCodeRecord } from '#contracts/billing/ledger-codes';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { pageOf } from '#platform/paging';
import { LedgerCodes } from '../../persistence/ledger-codes.js';
import { readCursor } from '../../persistence/list-cursors.js';

@QueryHandler(ListLedgerCodes)
export class ListLedgerCodesHandler implements IQueryHandler<ListLedgerCodes> {
  constructor(
    private readonly database: Database,
    private readonly codes: LedgerCodes,
  ) {}

  execute({ limit, after, sort, ...filter }: ListLedgerCodes): Promise<Page<LedgerCodeRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const [code] = readCursor(after, ['text']) ?? [];
    return this.database.transaction(async (em) => {
      const rows = await this.codes.list(em, organization.id, filter, code, sort === '-code', limit + 1);
      return pageOf(rows, limit, (row) => [row.code]);
    });
  }
}
