import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListInvoices, type InvoiceRecord } from '#contracts/billing/documents.query';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { DocumentPages } from '../../persistence/document-pages.js';
import { InvoiceRecords } from '../../persistence/invoice-records.js';

/** An organization's invoices: those it issued and those it owes. */
@QueryHandler(ListInvoices)
export class ListInvoicesHandler implements IQueryHandler<ListInvoices> {
  constructor(
    private readonly database: Database,
    private readonly pages: DocumentPages,
    private readonly invoices: InvoiceRecords,
  ) {}

  execute({ limit, after, sort, ...filter }: ListInvoices): Promise<Page<InvoiceRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      const { data, next } = await this.pages.of(em, organization, 'invoice', { limit, after, sort, filter });
      return { data: await this.invoices.complete(em, organization.id, data), next };
    });
  }
}
