import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { PreviewPairs, PreviewReplacements, type SaleToBill, type SaleToReplace } from '#contracts/billing/pairs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { type BatchOrderDocument, type BatchOrderKind, ListBatchOrderDocuments } from '#contracts/memberships/batch-orders';
import { message, type Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { Messages } from '#platform/messaging/messages';
import { encodeCursor } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { BatchOrderNotReady } from '../../domain/batch.errors.js';
import type { BatchPlan } from '../../domain/batch.js';
import { findBatchOrder, plansOf } from '../../persistence/batch-orders.js';
import { entryAfter } from '../../persistence/entry-after.js';

/** The documents of some rows, computed anew by what issues them: ten thousand of them are kept nowhere. */
@QueryHandler(ListBatchOrderDocuments)
export class ListBatchOrderDocumentsHandler implements IQueryHandler<ListBatchOrderDocuments> {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
  ) {}

  async execute({ orderId, limit, after }: ListBatchOrderDocuments): Promise<Page<BatchOrderDocument>> {
    const { id: sellerId } = actingAdministrator();
    const last = entryAfter(after) ?? 0;
    const { kind, plans } = await this.database.transaction(async (em) => {
      const order = await findBatchOrder(em, sellerId, orderId);
      if (!order) throw new Missing('memberships.no-such-batch-order');
      if (order.state !== 'ready') throw new BatchOrderNotReady({ state: order.state });
      return { kind: order.kind, plans: await plansOf(em, orderId) };
    });
    const rows = plans
      .flatMap((plan) => plan.rows.map(({ row }, i) => ({ row, plan, item: plan.items[i] })))
      .filter(({ row }) => row > last)
      .sort((a, b) => a.row - b.row);
    const shown = rows.slice(0, limit);
    const documents: BatchOrderDocument[] = [];
    for (const [plan, own] of Map.groupBy(shown, (one) => one.plan)) {
      const rowOf = new Map(own.map(({ item, row }) => [idOf(item), row]));
      const items = own.map(({ item }) => item);
      const planned = await this.messages.ask<PlannedBilling>(questionOf(kind, plan, items, sellerId), { timeoutMs: 20_000 });
      documents.push(...planned.documents.map((document) => ({ ...document, row: rowOf.get(document.operationId) ?? 0 })));
    }
    documents.sort((a, b) => a.row - b.row); // Stable: of a row, in the order they are issued.
    return { data: documents, next: rows.length > limit ? encodeCursor([shown[limit - 1].row]) : null };
  }
}

const idOf = (item: SaleToBill | SaleToReplace): string => ('operationId' in item ? item.operationId : item.saleId);

function questionOf(kind: BatchOrderKind, plan: BatchPlan, items: readonly (SaleToBill | SaleToReplace)[], organizationId: string) {
  const common = { organizationId, federationId: plan.federationId, terms: [...plan.terms] };
  return kind === 'sale'
    ? message(PreviewPairs, { ...common, sales: items as SaleToBill[] })
    : message(PreviewReplacements, { ...common, replacements: items as SaleToReplace[] });
}
