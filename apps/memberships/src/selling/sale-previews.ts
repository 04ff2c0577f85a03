import { Injectable } from '@nestjs/common';
import { derivedId } from '#kernel/ids';
import { PreviewPairs } from '#contracts/billing/pairs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import type { ActingOrganization } from '#contracts/caller';
import type { PlannedSale, SaleToMake } from '#contracts/memberships/sales';
import { message } from '#contracts/message';
import { Database } from '#platform/database/database';
import { Messages } from '#platform/messaging/messages';
import { designerOf } from '../persistence/stock.js';
import { isGood, judgeSales, toldOf, type JudgedSale } from './judged-sales.js';
import { pairsOf } from './pairs.js';
import { SellersView } from './sellers-view.js';

/** Judges sales and has their documents computed, writing nothing; whoever asks. */
@Injectable()
export class SalePreviews {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly view: SellersView,
  ) {}

  async of(
    acting: ActingOrganization,
    sales: readonly SaleToMake[],
    { byClient }: { readonly byClient: boolean },
  ): Promise<{ sales: PlannedSale[]; billing: PlannedBilling | null }> {
    const members = await this.view.members(sales);
    const judged = await this.database.transaction(
      async (em) => {
        const seller = await this.view.of(em, acting, await designerOf(em, acting.id, sales[0].listingId));
        return judgeSales(em, sales, { seller, members, byClient });
      },
      { repeated: true },
    );
    const good = judged.filter(isGood);
    const pairs = pairsOf(good, acting.id, (i) => derivedId('preview', i));
    const billing = good.length > 0 ? await this.messages.ask(message(PreviewPairs, pairs)) : null;
    return { sales: judged.map((sale) => planned(sale, byClient)), billing };
  }
}

const planned = (judged: JudgedSale, byClient: boolean): PlannedSale =>
  isGood(judged)
    ? { problem: null, facts: null, effectiveOn: judged.effectiveOn, expiresOn: judged.expiresOn }
    : { ...toldOf(judged, byClient), effectiveOn: null, expiresOn: null };
