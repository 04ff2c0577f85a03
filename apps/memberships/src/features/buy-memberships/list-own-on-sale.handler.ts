import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { OnSaleRecord } from '#contracts/memberships/on-sale';
import { ListOwnOnSale } from '#contracts/memberships/own';
import type { Page } from '#contracts/message';
import { actingFor } from '#platform/organizations/own-clients';
import { OnSale } from '../../selling/on-sale.js';
import { Buyers } from './buyers.js';

/** The store of an organization, as the members of one's own account find it. */
@QueryHandler(ListOwnOnSale)
export class ListOwnOnSaleHandler implements IQueryHandler<ListOwnOnSale> {
  constructor(
    private readonly buyers: Buyers,
    private readonly onSale: OnSale,
  ) {}

  async execute({ clientId, limit, after, personId }: ListOwnOnSale): Promise<Page<OnSaleRecord>> {
    const client = await this.buyers.get(clientId);
    const wanted = { accountId: client.accountId, byClient: true, personId, limit, after };
    return actingFor(client, () => this.onSale.list(client.organization, wanted));
  }
}
