import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { PreviewSale, type PlannedSale } from '#contracts/memberships/sales';
import { actingAdministrator } from '../../access.js';
import { SalePreviews } from '../../selling/sale-previews.js';

/** What staff would sell. */
@QueryHandler(PreviewSale)
export class PreviewSaleHandler implements IQueryHandler<PreviewSale> {
  constructor(private readonly previews: SalePreviews) {}

  execute({ sales }: PreviewSale): Promise<{ sales: PlannedSale[]; billing: PlannedBilling | null }> {
    return this.previews.of(actingAdministrator(), sales, { byClient: false });
  }
}
