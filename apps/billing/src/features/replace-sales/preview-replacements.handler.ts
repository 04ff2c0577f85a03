import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PreviewReplacements } from '#contracts/billing/pairs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { Database } from '#platform/database/database';
import { levelsOf } from '../../levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { CreditableItems } from '../../persistence/creditable-items.js';
import { draftReplacements } from './draft-replacements.js';

@QueryHandler(PreviewReplacements)
export class PreviewReplacementsHandler implements IQueryHandler<PreviewReplacements> {
  constructor(
    private readonly database: Database,
    private readonly levels: BothLevels,
    private readonly items: CreditableItems,
    private readonly bookings: Bookings,
  ) {}

  execute(question: PreviewReplacements): Promise<PlannedBilling> {
    const levels = levelsOf(question);
    const { replacements, terms } = question;
    const saleIds = replacements.map((replacement) => replacement.saleId);
    return this.database.transaction(
      async (em) => {
        const currencies = terms.map((one) => one.currency);
        const today = await this.levels.today(em, levels, currencies);
        const items = await this.items.ofSales(em, saleIds, false);
        const replaced = await this.items.replaced(em, saleIds);
        return this.bookings.preview(em, draftReplacements(replacements, terms, { ...today, items, replaced }), items);
      },
      { organizations: levels.organizations, repeated: true },
    );
  }
}
