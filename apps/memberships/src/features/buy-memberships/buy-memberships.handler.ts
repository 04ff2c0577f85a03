import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { BuyMemberships, type OwnMembershipBought } from '#contracts/memberships/own';
import { actingFor } from '#platform/organizations/own-clients';
import { SaleOrders } from '../../selling/sale-orders.js';
import { Buyers, salesOf } from './buyers.js';

/** A client buys or renews: the sale that staff would make (MEM-18), of what the store lets clients have (MEM-7), to be paid by invoice. */
@CommandHandler(BuyMemberships)
export class BuyMembershipsHandler implements ICommandHandler<BuyMemberships> {
  constructor(
    private readonly buyers: Buyers,
    private readonly orders: SaleOrders,
  ) {}

  async execute(command: BuyMemberships): Promise<{ bought: OwnMembershipBought[] }> {
    const { operationId, clientId, purchases, previewHash } = command;
    const client = await this.buyers.get(clientId);
    const order = { operationId, sales: salesOf(client, purchases), previewHash, byClient: true, list: 'purchases' } as const;
    const { sales } = await actingFor(client, () => this.orders.sell(command, client.organization, order));
    const { currency } = client.organization;
    return {
      bought: sales.map(({ membershipId, personId, listingId, effectiveOn, expiresOn, clientInvoice: invoice }) => ({
        membershipId,
        personId,
        listingId,
        effectiveOn,
        expiresOn,
        invoice,
        currency,
      })),
    };
  }
}
