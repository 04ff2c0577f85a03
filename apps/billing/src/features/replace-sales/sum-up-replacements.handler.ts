import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BillingSummary } from '#contracts/billing/billing-summary';
import { SumUpReplacements } from '#contracts/billing/pairs';
import { Database } from '#platform/database/database';
import { billingSummary } from '../../domain/billing-summary.js';
import { levelsOf } from '../../levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { CreditableItems } from '../../persistence/creditable-items.js';
import { draftReplacements } from './draft-replacements.js';

/** The same documents as in a preview, summed up where they are computed. */
@QueryHandler(SumUpReplacements)
export class SumUpReplacementsHandler implements IQueryHandler<SumUpReplacements> {
  constructor(
    private readonly database: Database,
    private readonly levels: BothLevels,
    private readonly items: CreditableItems,
    private readonly bookings: Bookings,
  ) {}

  execute(question: SumUpReplacements): Promise<BillingSummary> {
    const levels = levelsOf(question);
    const { replacements, terms } = question;
    const saleIds = replacements.map((replacement) => replacement.saleId);
    return this.database.transaction(
      async (em) => {
        const currencies = terms.map((one) => one.currency);
        const today = await this.levels.today(em, levels, currencies);
        const items = await this.items.ofSales(em, saleIds, false);
        const replaced = await this.items.replaced(em, saleIds);
        const planned = await this.bookings.preview(em, draftReplacements(replacements, terms, { ...today, items, replaced }), items);
        return billingSummary(
          planned,
          replacements.map(({ operationId }) => operationId),
        );
      },
      { organizations: levels.organizations, repeated: true },
    );
  }
}
