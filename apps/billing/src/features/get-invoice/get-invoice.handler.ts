import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetInvoice, type InvoiceRecord } from '#contracts/billing/documents.query';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { requireRole } from '#platform/messaging/context';
import { InvoiceRecords } from '../../persistence/invoice-records.js';

@QueryHandler(GetInvoice)
export class GetInvoiceHandler implements IQueryHandler<GetInvoice> {
  constructor(
    private readonly database: Database,
    private readonly invoices: InvoiceRecords,
  ) {}

  execute({ invoiceId }: GetInvoice): Promise<InvoiceRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      const invoice = await this.invoices.find(em, organization.id, invoiceId);
      if (!invoice) throw new Missing('billing.no-such-invoice');
      const [record] = await this.invoices.complete(em, organization.id, [invoice]);
      return record;
    });
  }
}
