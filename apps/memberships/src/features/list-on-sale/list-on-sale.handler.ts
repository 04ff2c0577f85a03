import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ListOnSale, type OnSaleRecord } from '#contracts/memberships/on-sale';
import type { Page } from '#contracts/message';
import { actingAdministrator } from '../../access.js';
import { OnSale } from '../../selling/on-sale.js';

/** What staff may sell to a client account (ID-25, add purchase): also what the store does not show (MEM-7). */
@QueryHandler(ListOnSale)
export class ListOnSaleHandler implements IQueryHandler<ListOnSale> {
  constructor(private readonly onSale: OnSale) {}

  execute({ accountId, limit, after }: ListOnSale): Promise<Page<OnSaleRecord>> {
    return this.onSale.list(actingAdministrator(), { accountId, byClient: false, limit, after });
  }
}
