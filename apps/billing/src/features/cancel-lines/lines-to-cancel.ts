import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LineToCancel } from '#contracts/billing/cancellations';
import type { Uuid } from '#kernel/ids';
import type { Levels } from '../../levels.js';
import { Missing } from '#platform/errors/missing';
import { affiliationLine, invoicesOfAffiliations, uncancelledAffiliations } from '../../persistence/affiliation-invoices.js';
import { BillingSettings } from '../../persistence/billing-settings.js';
import { Cancellations } from '../../persistence/cancellations.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { CreditableItems, type InvoicedItem, type LineKey } from '../../persistence/creditable-items.js';
import { RecurringCharges } from '../../persistence/recurring-charges.js';
import type { CancellationSetting } from './draft-cancellations.js';

/** Everything a decision to cancel goes by: the lines, those of their sales at the level above, and the federation's setting. */
@Injectable()
export class LinesToCancel {
  constructor(
    private readonly levels: BothLevels,
    private readonly items: CreditableItems,
    private readonly settings: BillingSettings,
    private readonly recurring: RecurringCharges,
    private readonly cancellations: Cancellations,
  ) {}

  /** What is named by its affiliation, as the line of its invoice. */
  async named(em: EntityManager, asked: readonly LineToCancel[]): Promise<LineToCancel[]> {
    const invoices = await invoicesOfAffiliations(
      em,
      asked.flatMap(({ affiliationId }) => affiliationId ?? []),
    );
    return asked.map((one) => {
      if (!one.affiliationId) return one;
      const invoiceId = invoices.get(one.affiliationId);
      if (!invoiceId) throw new Missing('billing.no-such-invoice');
      return { ...one, invoiceId, position: affiliationLine };
    });
  }

  /** The lines, in one order and at once: whoever cancels the same waits. Which they are is read before, and never changes. */
  async lines(em: EntityManager, asked: readonly LineToCancel[], locked: boolean): Promise<InvoicedItem[]> {
    const named = asked.flatMap(({ invoiceId, position }): LineKey[] =>
      invoiceId && position ? [{ documentId: invoiceId, position }] : [],
    );
    const ofLines = named.length > 0 ? await this.items.ofLines(em, named, false) : [];
    const saleIds = [...new Set([...asked.flatMap(({ saleId }) => saleId ?? []), ...ofLines.flatMap(({ saleId }) => saleId ?? [])])];
    const ofSales = saleIds.length > 0 ? await this.items.ofSales(em, saleIds, false) : [];
    const all = new Map([...ofLines, ...ofSales].map((item) => [`${item.documentId}/${item.position}`, item]));
    return locked ? this.items.ofLines(em, [...all.values()], true) : [...all.values()];
  }

  /** What recurs and was invoiced by lines that are cancelled ends with them (BIL-13); a correction lets it go on. */
  async recurringCharges(em: EntityManager, asked: readonly LineToCancel[], locked: boolean): Promise<Uuid[]> {
    const invoiceIds = asked.flatMap(({ invoiceId }) => invoiceId ?? []);
    return invoiceIds.length > 0 ? this.recurring.goingOn(em, invoiceIds, locked) : [];
  }

  async setting(em: EntityManager, levels: Levels, items: readonly InvoicedItem[]): Promise<CancellationSetting> {
    const saleIds = items.flatMap((item): Uuid[] => (item.saleId ? [item.saleId] : []));
    const today = await this.levels.today(em, levels);
    return {
      ...today,
      items,
      replaced: await this.items.replaced(em, saleIds),
      cancelled: await this.cancellations.ofLines(em, items),
      uncancelled: await uncancelledAffiliations(
        em,
        items.map(({ documentId }) => documentId),
      ),
      above: levels.federationId ? await this.settings.get(em, levels.federationId) : null,
    };
  }
}
