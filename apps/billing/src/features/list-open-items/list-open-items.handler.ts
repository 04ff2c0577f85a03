import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListOpenItems, type OpenItemRecord } from '#contracts/billing/payments';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { OwnAccounts } from '../../persistence/own-accounts.js';
import { OpenItemRecords } from '../../persistence/open-item-records.js';

@QueryHandler(ListOpenItems)
export class ListOpenItemsHandler implements IQueryHandler<ListOpenItems> {
  constructor(
    private readonly database: Database,
    private readonly accounts: OwnAccounts,
    private readonly records: OpenItemRecords,
  ) {}

  execute({ billingAccountId, limit, after }: ListOpenItems): Promise<Page<OpenItemRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      const { id } = await this.accounts.seenBy(em, organization.id, billingAccountId);
      return this.records.list(em, id, { limit, after });
    });
  }
}
