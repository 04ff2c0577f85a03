import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListInvoices, type InvoiceRecord } from '#contracts/billing/documents.query';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { encodeCursor } from '#platform/paging';
import { InvoiceRecords, type Below, type InvoiceRow } from '../../persistence/invoice-records.js';
import { readCursor } from '../../persistence/list-cursors.js';

/**
 * An organization's invoices, the newest first: those it issued and those it owes. Each of the two has its own numbers, so a
 * page is merged from both and the cursor remembers where it stopped in each.
 */
@QueryHandler(ListInvoices)
export class ListInvoicesHandler implements IQueryHandler<ListInvoices> {
  constructor(
    private readonly database: Database,
    private readonly invoices: InvoiceRecords,
  ) {}

  execute({ limit, after, ...filter }: ListInvoices): Promise<Page<InvoiceRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const [issuedNumber, issuedId, owedNumber, owedId] = readCursor(after, ['number', 'id', 'number', 'id']) ?? [...top, ...top];
    const start = { issued: { number: issuedNumber, id: issuedId }, owed: { number: owedNumber, id: owedId } };
    return this.database.transaction(async (em) => {
      const issues = filter.level !== 'corporate' || organization.kind === 'federation'; // Nobody else issues at that level.
      const issued = !issues ? [] : await this.invoices.issuedBy(em, organization.id, filter, start.issued, limit + 1);
      const owed = filter.level === 'client' ? [] : await this.invoices.owedBy(em, organization.id, filter, start.owed, limit + 1);
      const { page, end, more } = merge(issued, owed, start, limit);
      const data = await this.invoices.complete(em, organization.id, page);
      return { data, next: more ? encodeCursor([end.issued.number, end.issued.id, end.owed.number, end.owed.id]) : null };
    });
  }
}

interface Places {
  readonly issued: Below;
  readonly owed: Below;
}

const top = [Number.MAX_SAFE_INTEGER, 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;

function merge(issued: readonly InvoiceRow[], owed: readonly InvoiceRow[], start: Places, limit: number) {
  const page: InvoiceRow[] = [];
  let [i, o] = [0, 0];
  while (page.length < limit && (i < issued.length || o < owed.length)) {
    const own = o >= owed.length || (i < issued.length && issued[i].issuedOn >= owed[o].issuedOn);
    page.push(own ? issued[i++] : owed[o++]);
  }
  const end: Places = { issued: issued[i - 1] ?? start.issued, owed: owed[o - 1] ?? start.owed };
  return { page, end, more: i < issued.length || o < owed.length };
}
