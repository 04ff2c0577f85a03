import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PreviewPairs } from '#contracts/billing/pairs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { Database } from '#platform/database/database';
import { levelsOf } from '../../levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { Clients } from '../../persistence/clients.js';
import { draftPairs } from './draft-pairs.js';

@QueryHandler(PreviewPairs)
export class PreviewPairsHandler implements IQueryHandler<PreviewPairs> {
  constructor(
    private readonly database: Database,
    private readonly clients: Clients,
    private readonly levels: BothLevels,
    private readonly bookings: Bookings,
  ) {}

  async execute(question: PreviewPairs): Promise<PlannedBilling> {
    const levels = levelsOf(question);
    const { sales, terms } = question;
    const accountIds = sales.map((sale) => sale.accountId);
    const clients = await this.clients.of(levels.organizationId, accountIds);
    return this.database.transaction(
      async (em) => {
        const currencies = terms.map((one) => one.currency);
        const today = await this.levels.today(em, levels, currencies);
        return this.bookings.preview(em, draftPairs(sales, terms, { ...today, clients }), []);
      },
      { organizations: levels.organizations, repeated: true },
    );
  }
}
