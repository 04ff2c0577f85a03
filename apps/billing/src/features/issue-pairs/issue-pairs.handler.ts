import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BillingLevel } from '#contracts/billing/documents.query';
import { IssuePairs, type BilledSale, type SaleToBill } from '#contracts/billing/pairs';
import type { ClientDescription } from '#contracts/identity/describe-clients.query';
import type { Uuid } from '#kernel/ids';
import { Idempotency } from '#platform/idempotency/idempotency';
import { CrashPoints } from '#platform/service/crash-points';
import { levelsOf, type Levels } from '../../levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { Clients } from '../../persistence/clients.js';
import { Documents, refOf, type IssuedDocument } from '../../persistence/documents.js';
import { draftPairs } from './draft-pairs.js';

@CommandHandler(IssuePairs)
export class IssuePairsHandler implements ICommandHandler<IssuePairs> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clients: Clients,
    private readonly levels: BothLevels,
    private readonly documents: Documents,
    private readonly bookings: Bookings,
    private readonly crashPoints: CrashPoints,
  ) {}

  async execute(command: IssuePairs): Promise<{ sales: BilledSale[] }> {
    this.crashPoints.reach('billing.order.received');
    const levels = levelsOf(command);
    const accountIds = command.sales.map((sale) => sale.accountId);
    const clients = await this.clients.of(levels.organizationId, accountIds);
    const { organizations } = levels;
    const issued = await this.idempotency.once(command, (em) => this.issue(em, command, levels, clients), {
      organizations,
      repeated: true,
    });
    this.crashPoints.reach('billing.order.issued');
    return issued;
  }

  private async issue(
    em: EntityManager,
    { sales, terms, previewHash, hashes }: IssuePairs,
    levels: Levels,
    clients: ReadonlyMap<Uuid, ClientDescription>,
  ): Promise<{ sales: BilledSale[] }> {
    const saleIds = sales.map((sale) => sale.saleId);
    const earlier = await this.documents.issuedBy(em, saleIds); // Sent again, or in another batch: billed once.
    const billed = new Set(earlier.map((document) => document.operationId));
    const fresh = sales.filter((sale) => !billed.has(sale.saleId));
    if (fresh.length === 0) return { sales: billedSales(sales, earlier) };

    const currencies = terms.map((one) => one.currency);
    const today = await this.levels.today(em, levels, currencies);
    if (!today.federation)
      await this.documents.keepOwnSales(
        em,
        levels.organizationId,
        fresh.map((sale) => sale.saleId),
      );
    const plan = draftPairs(fresh, terms, { ...today, clients });
    const cause = {
      action: 'billing.sales-billed',
      subject: fresh[0].saleId,
      facts: { sales: fresh.length },
      occasion: 'purchase',
    } as const;
    const { documents } = await this.bookings.write(em, plan, [], cause, hashes ? hashesOf(sales, hashes, billed) : previewHash);
    return { sales: billedSales(sales, [...earlier, ...documents]) };
  }
}

/** Those of the sales that are not billed yet. */
const hashesOf = (sales: readonly SaleToBill[], hashes: readonly string[], billed: ReadonlySet<Uuid | null>): Map<Uuid, string> =>
  new Map(sales.flatMap(({ saleId }, i) => (billed.has(saleId) ? [] : [[saleId, hashes[i] ?? ''] as const])));

function billedSales(sales: readonly SaleToBill[], documents: readonly IssuedDocument[]): BilledSale[] {
  const bySale = Map.groupBy(documents, (document) => document.operationId);
  return sales.map(({ saleId }) => {
    const at = (level: BillingLevel) => bySale.get(saleId)?.find((document) => document.level === level);
    const [client, corporate] = [at('client'), at('corporate')];
    if (!client) throw new Error(`sale ${saleId} has no invoice`);
    return { saleId, client: refOf(client), corporate: corporate ? refOf(corporate) : null };
  });
}
