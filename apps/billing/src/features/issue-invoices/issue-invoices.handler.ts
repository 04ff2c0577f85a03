import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BillingLevel } from '#contracts/billing/documents.query';
import { InvoicesIssued, type InvoicedRow } from '#contracts/billing/invoices-issued.event';
import { IssueInvoices, type SaleToInvoice } from '#contracts/billing/issue-invoices.command';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { Inbox } from '#platform/outbox/inbox';
import { Outbox } from '#platform/outbox/outbox';
import { BillingAccounts } from '../../persistence/billing-accounts.js';
import { Documents, type DocumentToIssue, type IssuedDocument, type IssuedInvoice } from '../../persistence/documents.js';
import { ImportSettings } from '../../persistence/import-settings.js';
import { Payments } from '../../persistence/payments.js';
import { draftBatch } from './batch-drafts.js';

@CommandHandler(IssueInvoices)
export class IssueInvoicesHandler implements ICommandHandler<IssueInvoices> {
  constructor(
    private readonly inbox: Inbox,
    private readonly organizations: OrganizationCopies,
    private readonly settings: ImportSettings,
    private readonly accounts: BillingAccounts,
    private readonly documents: Documents,
    private readonly payments: Payments,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  execute(command: IssueInvoices): Promise<void> {
    return this.inbox.once((em) => this.issue(em, command));
  }

  private async issue(em: EntityManager, command: IssueInvoices): Promise<void> {
    const { importId, organizationId, federationId } = command;
    const club = await this.organizations.get(em, organizationId);
    const federation = await this.organizations.get(em, federationId);
    const frozen = await this.settings.of(em, importId);
    const earlier = await this.documents.issuedFor(em, importId, rowsOf(command.sales));
    const done = new Set(earlier.map((invoice) => invoice.row)); // The same cause under another message id: announced again, not issued again.
    const sales = command.sales.filter((sale) => !done.has(sale.row)).sort((a, b) => a.row - b.row);

    const drafts = draftBatch(command, sales, { club, federation, frozen, now: this.clock.now() });
    await this.accounts.ensure(em, drafts.accounts);
    await this.documents.keepParties(em, drafts.parties);
    await this.documents.insertContents(em, drafts.invoices);
    await this.payments.insertAll(em, drafts.payments);
    const earlierPayments = earlier.length > 0 ? await this.payments.recordedFor(em, importId, [...done]) : [];

    const issued = await this.documents.insertNumbered(em, drafts.invoices);
    for (const issuerId of [organizationId, federationId].sort()) await this.record(em, command, issuerId, drafts.invoices, issued);
    const fresh = issued.map(({ id, level, label }, i) => ({ id, level, label, row: drafts.invoices[i].importRow ?? 0 }));
    const freshPayments = drafts.payments.map(({ id, importRow }) => ({ id, row: importRow }));
    const rows = invoicedRows(command.sales, [...earlier, ...fresh], [...earlierPayments, ...freshPayments]);
    await this.outbox.add(em, InvoicesIssued, { importId, batch: command.batch, rows });
  }

  private async record(
    em: EntityManager,
    { importId, batch }: IssueInvoices,
    issuerId: Uuid,
    invoices: readonly DocumentToIssue[],
    issued: readonly IssuedDocument[],
  ): Promise<void> {
    const own = invoices.filter((invoice) => invoice.issuerId === issuerId);
    if (own.length === 0) return;
    const totalMinor = own.reduce((total, invoice) => total + invoice.totalMinor, 0);
    const firstNumber = issued.find((invoice) => invoice.issuerId === issuerId)?.number;
    await this.audit.record(em, {
      organizationId: issuerId,
      action: 'billing.invoices-issued',
      subject: importId,
      facts: { batch, invoices: own.length, totalMinor, currency: own[0].currency, firstNumber },
    });
  }
}

function invoicedRows(
  sales: readonly SaleToInvoice[],
  invoices: readonly IssuedInvoice[],
  payments: readonly { id: Uuid; row: number }[],
): InvoicedRow[] {
  const at = (level: BillingLevel) =>
    new Map(invoices.filter((invoice) => invoice.level === level).map((invoice) => [invoice.row, invoice]));
  const [clientInvoices, corporateInvoices] = [at('client'), at('corporate')];
  const paymentIds = new Map(payments.map(({ row, id }) => [row, id]));
  return sales.map(({ row, membershipId }) => {
    const [client, corporate] = [clientInvoices.get(row), corporateInvoices.get(row)];
    if (!client || !corporate) throw new Error(`row ${row} has no invoice at one level`);
    return {
      row,
      membershipId,
      clientInvoiceId: client.id,
      clientInvoiceNumber: client.label,
      corporateInvoiceId: corporate.id,
      corporateInvoiceNumber: corporate.label,
      paymentId: paymentIds.get(row) ?? null,
    };
  });
}

const rowsOf = (sales: readonly SaleToInvoice[]): number[] => sales.map((sale) => sale.row);
