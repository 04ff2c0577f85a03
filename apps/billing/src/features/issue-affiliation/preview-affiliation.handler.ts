import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PreviewAffiliationInvoice } from '#contracts/billing/affiliations';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { Database } from '#platform/database/database';
import { levelsOf } from '../../levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { draftAffiliation } from './draft-affiliation.js';

@QueryHandler(PreviewAffiliationInvoice)
export class PreviewAffiliationInvoiceHandler implements IQueryHandler<PreviewAffiliationInvoice> {
  constructor(
    private readonly database: Database,
    private readonly levels: BothLevels,
    private readonly bookings: Bookings,
  ) {}

  execute(question: PreviewAffiliationInvoice): Promise<PlannedBilling> {
    const levels = levelsOf(question);
    return this.database.transaction(
      async (em) => this.bookings.preview(em, draftAffiliation(question, await this.levels.today(em, levels, [question.currency])), []),
      { organizations: levels.organizations },
    );
  }
}
