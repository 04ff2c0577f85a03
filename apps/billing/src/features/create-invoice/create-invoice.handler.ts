import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { InvoiceRecord } from '#contracts/billing/documents.query';
import { CreateInvoice } from '#contracts/billing/staff-documents';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { DueBeforeIssue } from '../../domain/credit.errors.js';
import { partyId } from '../../domain/document-ids.js';
import { draftInvoice } from '../../domain/draft-invoice.js';
import { extraLine } from '../../domain/pair.js';
import type { Plan } from '../../domain/plan.js';
import { BothLevels, type IssuerToday } from '../../persistence/both-levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { Debtors, personOf, type Debtor } from '../../persistence/debtors.js';
import { InvoiceRecords } from '../../persistence/invoice-records.js';
import { LedgerCodes } from '../../persistence/ledger-codes.js';
import { requireRight } from '../../rights.js';

/** An invoice by staff, of whatever lines, to a client or a club. */
@CommandHandler(CreateInvoice)
export class CreateInvoiceHandler implements ICommandHandler<CreateInvoice> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly debtors: Debtors,
    private readonly levels: BothLevels,
    private readonly ledgerCodes: LedgerCodes,
    private readonly bookings: Bookings,
    private readonly invoices: InvoiceRecords,
  ) {}

  async execute(command: CreateInvoice): Promise<InvoiceRecord> {
    const { organization } = requireRight('bill');
    const debtor = await this.debtors.of(organization, command);
    return this.idempotency.once(command, (em) => this.create(em, command, organization.id, debtor), { organizations: [organization.id] });
  }

  private async create(em: EntityManager, command: CreateInvoice, organizationId: Uuid, debtor: Debtor): Promise<InvoiceRecord> {
    const issuer = await this.levels.issuer(em, organizationId);
    const codes = command.lines.map((line) => line.ledgerCode);
    await this.ledgerCodes.refuseArchived(em, organizationId, codes);
    const plan = draft(command, issuer, debtor);
    await this.bookings.write(em, plan, [], { action: 'billing.invoice-created', subject: command.invoiceId });
    const invoice = await this.invoices.find(em, organizationId, command.invoiceId);
    if (!invoice) throw new Missing('billing.no-such-invoice');
    return (await this.invoices.complete(em, organizationId, [invoice]))[0];
  }
}

function draft({ invoiceId, lines, dueOn, memo }: CreateInvoice, { organization, issue }: IssuerToday, debtor: Debtor): Plan {
  const { account, name, address } = debtor;
  const party = { id: partyId(invoiceId, account.level), issuerId: issue.issuerId, debtorId: account.debtorId, name, address };
  const items = lines.map((line) => extraLine(line, personOf(debtor, line.personId)));
  if (dueOn !== undefined && dueOn < issue.issuedOn) throw new DueBeforeIssue({ dueOn, issuedOn: issue.issuedOn });
  const document = {
    ...draftInvoice(items, organization.taxes),
    ...issue,
    id: invoiceId,
    kind: 'invoice' as const,
    operationId: invoiceId,
    importId: null,
    importRow: null,
    dueOn: dueOn ?? issue.dueOn,
    level: account.level,
    debtorId: account.debtorId,
    billingAccountId: account.id,
    partyId: party.id,
    memo,
  };
  return { accounts: [account], parties: [party], documents: [document], freemium: false };
}
