import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BillingSummary } from '#contracts/billing/billing-summary';
import { type SaleToBill, SumUpPairs } from '#contracts/billing/pairs';
import type { ClientDescription } from '#contracts/identity/describe-clients.query';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { billingSummary } from '../../domain/billing-summary.js';
import { levelsOf } from '../../levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { Clients } from '../../persistence/clients.js';
import { draftPairs } from './draft-pairs.js';

/** The same documents as in a preview, summed up where they are computed: ten thousand of them are not sent around. */
@QueryHandler(SumUpPairs)
export class SumUpPairsHandler implements IQueryHandler<SumUpPairs> {
  constructor(
    private readonly database: Database,
    private readonly clients: Clients,
    private readonly levels: BothLevels,
    private readonly bookings: Bookings,
  ) {}

  async execute(question: SumUpPairs): Promise<BillingSummary> {
    const levels = levelsOf(question);
    const { sales, terms } = question;
    const clients = await this.clientsOf(levels.organizationId, sales);
    return this.database.transaction(
      async (em) => {
        const currencies = terms.map((one) => one.currency);
        const today = await this.levels.today(em, levels, currencies);
        const planned = await this.bookings.preview(em, draftPairs(sales, terms, { ...today, clients }), []);
        return billingSummary(
          planned,
          sales.map(({ saleId }) => saleId),
        );
      },
      { organizations: levels.organizations, repeated: true },
    );
  }

  /** Whoever knows the clients tells them: nothing is printed, so that nobody needs their names and addresses. */
  private async clientsOf(organizationId: Uuid, sales: readonly SaleToBill[]): Promise<ReadonlyMap<Uuid, ClientDescription>> {
    const told = new Map<Uuid, ClientDescription>();
    for (const { accountId, clientId } of sales) {
      if (clientId) told.set(accountId, { accountId, clientId, name: '', address: null, members: [] });
    }
    const unknown = sales.map(({ accountId }) => accountId).filter((id) => !told.has(id));
    return unknown.length === 0 ? told : new Map([...told, ...(await this.clients.of(organizationId, unknown))]);
  }
}
