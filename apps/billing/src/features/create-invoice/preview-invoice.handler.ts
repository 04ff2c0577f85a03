import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { PreviewInvoice } from '#contracts/billing/staff-documents';
import { newId } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { Bookings } from '../../persistence/bookings.js';
import { Debtors } from '../../persistence/debtors.js';
import { StaffInvoices } from './staff-invoices.js';

@QueryHandler(PreviewInvoice)
export class PreviewInvoiceHandler implements IQueryHandler<PreviewInvoice> {
  constructor(
    private readonly database: Database,
    private readonly debtors: Debtors,
    private readonly drafts: StaffInvoices,
    private readonly bookings: Bookings,
  ) {}

  async execute(question: PreviewInvoice): Promise<PlannedBilling> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const debtor = await this.debtors.of(organization, question);
    return this.database.transaction(
      async (em) =>
        this.bookings.preview(em, await this.drafts.draft(em, organization.id, { ...question, invoiceId: newId() }, debtor), []),
      { organizations: [organization.id] },
    );
  }
}
