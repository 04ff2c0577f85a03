import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { PreviewOwnPurchase } from '#contracts/memberships/own';
import type { PlannedSale } from '#contracts/memberships/sales';
import { actingFor } from '#platform/organizations/own-clients';
import { SalePreviews } from '../../selling/sale-previews.js';
import { Buyers, salesOf } from './buyers.js';

/** What buying would do, as far as it is the client's to know. The hash is of the whole, as the sale compares it. */
@QueryHandler(PreviewOwnPurchase)
export class PreviewOwnPurchaseHandler implements IQueryHandler<PreviewOwnPurchase> {
  constructor(
    private readonly buyers: Buyers,
    private readonly previews: SalePreviews,
  ) {}

  async execute({ clientId, purchases }: PreviewOwnPurchase): Promise<{ sales: PlannedSale[]; billing: PlannedBilling | null }> {
    const client = await this.buyers.get(clientId);
    const { sales, billing } = await actingFor(client, () =>
      this.previews.of(client.organization, salesOf(client, purchases), { byClient: true }),
    );
    return { sales, billing: billing && ofClient(billing) };
  }
}

/** What a federation charges its club stays between them. */
const ofClient = ({ documents, accounts, ...billing }: PlannedBilling): PlannedBilling => ({
  ...billing,
  documents: documents.filter(({ level }) => level === 'client'),
  accounts: accounts.filter(({ level }) => level === 'client'),
});
