import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { BillingLevel } from '#contracts/billing/documents.query';
import { ReplaceSales, type ReplacedSale, type SaleToReplace } from '#contracts/billing/pairs';
import { Idempotency } from '#platform/idempotency/idempotency';
import { CrashPoints } from '#platform/service/crash-points';
import { OperationDone } from '../../domain/plan.errors.js';
import { levelsOf, type Levels } from '../../levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { CreditableItems } from '../../persistence/creditable-items.js';
import { Documents, refOf, type IssuedDocument } from '../../persistence/documents.js';
import { draftReplacements } from './draft-replacements.js';

@CommandHandler(ReplaceSales)
export class ReplaceSalesHandler implements ICommandHandler<ReplaceSales> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly levels: BothLevels,
    private readonly items: CreditableItems,
    private readonly documents: Documents,
    private readonly bookings: Bookings,
    private readonly crashPoints: CrashPoints,
  ) {}

  async execute(command: ReplaceSales): Promise<{ replacements: ReplacedSale[] }> {
    this.crashPoints.reach('billing.order.received');
    const levels = levelsOf(command);
    const { organizations } = levels;
    const issued = await this.idempotency.once(command, (em) => this.replace(em, command, levels), { organizations, repeated: true });
    this.crashPoints.reach('billing.order.issued');
    return issued;
  }

  private async replace(
    em: EntityManager,
    { replacements, terms, previewHash, hashes }: ReplaceSales,
    levels: Levels,
  ): Promise<{ replacements: ReplacedSale[] }> {
    const saleIds = replacements.map((replacement) => replacement.saleId);
    const items = await this.items.ofSales(em, saleIds, true);
    // After the lock: a repeat has waited for the first.
    const earlier = await this.documents.issuedBy(
      em,
      replacements.map((replacement) => replacement.operationId),
    );
    const done = new Set(earlier.map((document) => document.operationId));
    const fresh = replacements.filter((replacement) => !done.has(replacement.operationId));
    if (fresh.length === 0) return { replacements: replacedSales(replacements, earlier) };

    const currencies = terms.map((one) => one.currency);
    const today = await this.levels.today(em, levels, currencies);
    const replaced = await this.items.replaced(em, saleIds);
    const plan = draftReplacements(fresh, terms, { ...today, items, replaced });
    if (!today.federation)
      await this.documents.keepOwnSales(
        em,
        levels.organizationId,
        fresh.map((replacement) => replacement.newSaleId),
      );
    const cause = {
      action: 'billing.sales-replaced',
      subject: fresh[0].operationId,
      facts: { replacements: fresh.length },
      occasion: 'replacement',
    } as const;
    const { documents } = await this.bookings.write(em, plan, items, cause, hashes ? hashesOf(replacements, hashes, done) : previewHash);
    return { replacements: replacedSales(replacements, [...earlier, ...documents]) };
  }
}

/** Those of the replacements that are not made yet. */
const hashesOf = (replacements: readonly SaleToReplace[], hashes: readonly string[], done: ReadonlySet<Uuid | null>): Map<Uuid, string> =>
  new Map(replacements.flatMap(({ operationId }, i) => (done.has(operationId) ? [] : [[operationId, hashes[i] ?? ''] as const])));

function replacedSales(replacements: readonly SaleToReplace[], documents: readonly IssuedDocument[]): ReplacedSale[] {
  const byOperation = Map.groupBy(documents, (document) => document.operationId);
  return replacements.map((replacement) => replacedSale(replacement, byOperation.get(replacement.operationId) ?? []));
}

function replacedSale({ operationId, saleId, newSaleId }: SaleToReplace, own: readonly IssuedDocument[]): ReplacedSale {
  const at = (level: BillingLevel) => {
    const [creditNote, invoice] = (['credit-note', 'invoice'] as const).map((kind) =>
      own.find((document) => document.level === level && document.kind === kind),
    );
    return creditNote && invoice ? { creditNote: refOf(creditNote), invoice: refOf(invoice) } : null;
  };
  const client = at('client');
  if (!client) throw new OperationDone({ operationId });
  return { operationId, saleId, newSaleId, client, corporate: at('corporate') };
}
