import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListLedgerCodeItems, type LedgerCodeItem } from '#contracts/billing/ledger-codes';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { requireRole } from '#platform/messaging/context';
import { pageOf } from '#platform/paging';
import { LedgerCodes } from '../../persistence/ledger-codes.js';
import { readCursor } from '../../persistence/list-cursors.js';

/** Which items use a code (BIL-21). */
@QueryHandler(ListLedgerCodeItems)
export class ListLedgerCodeItemsHandler implements IQueryHandler<ListLedgerCodeItems> {
  constructor(
    private readonly database: Database,
    private readonly codes: LedgerCodes,
  ) {}

  execute({ ledgerCodeId, limit, after, from, to }: ListLedgerCodeItems): Promise<Page<LedgerCodeItem>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const place = readCursor(after, ['day', 'id', 'number']);
    const before = place && { issuedOn: place[0], documentId: place[1], position: place[2] };
    return this.database.transaction(async (em) => {
      const found = await this.codes.find(em, organization.id, ledgerCodeId);
      if (!found) throw new Missing('billing.no-such-ledger-code');
      const rows = await this.codes.itemsOf(em, organization.id, found.code, { from, to }, before, limit + 1);
      return pageOf(rows, limit, (row) => [row.issuedOn, row.documentId, row.position]);
    });
  }
}
