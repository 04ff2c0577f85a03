import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PreviewPairCredits } from '#contracts/billing/pairs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { Database } from '#platform/database/database';
import { levelsOf } from '../../levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { CreditableItems } from '../../persistence/creditable-items.js';
import { draftPairCredits } from './draft-pair-credits.js';

@QueryHandler(PreviewPairCredits)
export class PreviewPairCreditsHandler implements IQueryHandler<PreviewPairCredits> {
  constructor(
    private readonly database: Database,
    private readonly levels: BothLevels,
    private readonly items: CreditableItems,
    private readonly bookings: Bookings,
  ) {}

  execute(question: PreviewPairCredits): Promise<PlannedBilling> {
    const levels = levelsOf(question);
    const saleIds = question.credits.map((credit) => credit.saleId);
    return this.database.transaction(
      async (em) => {
        const items = await this.items.ofSales(em, saleIds, false);
        const today = await this.levels.today(em, levels);
        return this.bookings.preview(em, draftPairCredits(question.credits, { ...today, items }, undefined), items);
      },
      { organizations: levels.organizations },
    );
  }
}
