import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { derivedId } from '#kernel/ids';
import { PreviewPairs } from '#contracts/billing/pairs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { PreviewSale, type PlannedSale } from '#contracts/memberships/sales';
import { message } from '#contracts/message';
import { Database } from '#platform/database/database';
import { Messages } from '#platform/messaging/messages';
import { actingAdministrator } from '../../access.js';
import { designerOf } from '../../persistence/stock.js';
import { isGood, judgeSales, type JudgedSale } from '../../selling/judged-sales.js';
import { pairsOf } from '../../selling/pairs.js';
import { SellersView } from '../../selling/sellers-view.js';

/** Judges sales and has their documents computed, writing nothing. */
@QueryHandler(PreviewSale)
export class PreviewSaleHandler implements IQueryHandler<PreviewSale> {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly view: SellersView,
  ) {}

  async execute({ sales }: PreviewSale): Promise<{ sales: PlannedSale[]; billing: PlannedBilling | null }> {
    const acting = actingAdministrator();
    const members = await this.view.members(sales);
    const judged = await this.database.transaction(
      async (em) => {
        const seller = await this.view.of(em, acting, await designerOf(em, acting.id, sales[0].listingId));
        return judgeSales(em, sales, { seller, members });
      },
      { repeated: true },
    );
    const good = judged.filter(isGood);
    const pairs = pairsOf(good, acting.id, (i) => derivedId('preview', i));
    const billing = good.length > 0 ? await this.messages.ask(message(PreviewPairs, pairs)) : null;
    return { sales: judged.map(planned), billing };
  }
}

const planned = (judged: JudgedSale): PlannedSale =>
  isGood(judged)
    ? { problem: null, facts: null, effectiveOn: judged.effectiveOn, expiresOn: judged.expiresOn }
    : { problem: judged.problem, facts: judged.facts, effectiveOn: null, expiresOn: null };
