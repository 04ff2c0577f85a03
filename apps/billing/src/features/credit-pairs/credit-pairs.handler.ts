import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BillingLevel } from '#contracts/billing/documents.query';
import { CreditPairs, type CreditedSale, type SaleToCredit } from '#contracts/billing/pairs';
import { Idempotency } from '#platform/idempotency/idempotency';
import { levelsOf, type Levels } from '../../levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { CreditableItems } from '../../persistence/creditable-items.js';
import { Documents, refOf, type IssuedDocument } from '../../persistence/documents.js';
import { draftPairCredits } from './draft-pair-credits.js';

@CommandHandler(CreditPairs)
export class CreditPairsHandler implements ICommandHandler<CreditPairs> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly levels: BothLevels,
    private readonly items: CreditableItems,
    private readonly documents: Documents,
    private readonly bookings: Bookings,
  ) {}

  execute(command: CreditPairs): Promise<{ credits: CreditedSale[] }> {
    const levels = levelsOf(command);
    return this.idempotency.once(command, (em) => this.credit(em, command, levels), { organizations: levels.organizations });
  }

  private async credit(
    em: EntityManager,
    { credits, memo, previewHash }: CreditPairs,
    levels: Levels,
  ): Promise<{ credits: CreditedSale[] }> {
    const saleIds = credits.map((credit) => credit.saleId);
    const items = await this.items.ofSales(em, saleIds, true);
    // After the lock: a repeat has waited for the first.
    const earlier = await this.documents.issuedBy(
      em,
      credits.map((credit) => credit.operationId),
    );
    const done = new Set(earlier.map((document) => document.operationId));
    const fresh = credits.filter((credit) => !done.has(credit.operationId) && (credit.client || credit.corporate));
    if (fresh.length === 0) return { credits: credits.map((credit) => creditedSale(credit, earlier)) };

    const today = await this.levels.today(em, levels);
    const plan = draftPairCredits(fresh, { ...today, items }, memo);
    const cause = { action: 'billing.sales-credited', subject: fresh[0].operationId, facts: { credits: fresh.length } };
    const { documents } = await this.bookings.write(em, plan, items, cause, previewHash);
    return { credits: credits.map((credit) => creditedSale(credit, [...earlier, ...documents])) };
  }
}

function creditedSale({ operationId, saleId }: SaleToCredit, documents: readonly IssuedDocument[]): CreditedSale {
  const at = (level: BillingLevel) => {
    const found = documents.find((document) => document.operationId === operationId && document.level === level);
    return found ? refOf(found) : null;
  };
  return { operationId, saleId, client: at('client'), corporate: at('corporate') };
}
