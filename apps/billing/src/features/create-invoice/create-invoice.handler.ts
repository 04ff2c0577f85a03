import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { InvoiceRecord } from '#contracts/billing/documents.query';
import { CreateInvoice } from '#contracts/billing/staff-documents';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { Bookings } from '../../persistence/bookings.js';
import { Debtors, type Debtor } from '../../persistence/debtors.js';
import { InvoiceRecords } from '../../persistence/invoice-records.js';
import { StaffInvoices } from './staff-invoices.js';

/** An invoice by staff, of whatever lines, to a client or a club. */
@CommandHandler(CreateInvoice)
export class CreateInvoiceHandler implements ICommandHandler<CreateInvoice> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly debtors: Debtors,
    private readonly drafts: StaffInvoices,
    private readonly bookings: Bookings,
    private readonly invoices: InvoiceRecords,
  ) {}

  async execute(command: CreateInvoice): Promise<InvoiceRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const debtor = await this.debtors.of(organization, command);
    return this.idempotency.once(command, (em) => this.create(em, command, organization.id, debtor), { organizations: [organization.id] });
  }

  private async create(em: EntityManager, command: CreateInvoice, organizationId: Uuid, debtor: Debtor): Promise<InvoiceRecord> {
    const plan = await this.drafts.draft(em, organizationId, command, debtor);
    const cause = { action: 'billing.invoice-created', subject: command.invoiceId, occasion: 'invoice' } as const;
    await this.bookings.write(em, plan, [], cause, command.previewHash);
    const invoice = await this.invoices.find(em, organizationId, command.invoiceId);
    if (!invoice) throw new Missing('billing.no-such-invoice');
    return (await this.invoices.complete(em, organizationId, [invoice]))[0];
  }
}
