import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CreateCreditNote, type CreditNoteRecord } from '#contracts/billing/staff-documents';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { creditNoteFor } from '../../domain/credit-note.js';
import { creditLines, feeInvoice } from '../../domain/line-credits.js';
import type { PlannedIssue } from '../../domain/plan.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { CreditNoteRecords } from '../../persistence/credit-note-records.js';
import { CreditableItems } from '../../persistence/creditable-items.js';
import { LedgerCodes } from '../../persistence/ledger-codes.js';
import { requireRight } from '../../rights.js';

/** A correction by staff: lines of one invoice of theirs, whole, in part, or less a fee. */
@CommandHandler(CreateCreditNote)
export class CreateCreditNoteHandler implements ICommandHandler<CreateCreditNote> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly levels: BothLevels,
    private readonly items: CreditableItems,
    private readonly ledgerCodes: LedgerCodes,
    private readonly bookings: Bookings,
    private readonly creditNotes: CreditNoteRecords,
  ) {}

  execute(command: CreateCreditNote): Promise<CreditNoteRecord> {
    const { organization } = requireRight('credit');
    return this.idempotency.once(command, (em) => this.create(em, command, organization.id), { organizations: [organization.id] });
  }

  private async create(em: EntityManager, command: CreateCreditNote, organizationId: Uuid): Promise<CreditNoteRecord> {
    const { creditNoteId, invoiceId, lines, fee, memo } = command;
    const items = (await this.items.ofInvoice(em, invoiceId, true)).filter((item) => item.issuerId === organizationId);
    const credits = creditLines(items, lines).map(known);
    if (credits.length === 0) throw new Missing('billing.no-such-invoice');
    const { organization, issue } = await this.levels.issuer(em, organizationId);
    const note = { ...creditNoteFor(creditNoteId, items[0], issue, credits, { reason: 'correction', memo }), id: creditNoteId };
    const documents: PlannedIssue[] = [note];
    if (fee) {
      await this.ledgerCodes.refuseArchived(em, organizationId, [fee.ledgerCode]);
      documents.push(feeInvoice(creditNoteId, fee, items[0], { issue, taxes: organization.taxes }, -note.totalMinor));
    }
    const cause = { action: 'billing.credit-note-created', subject: creditNoteId, facts: { invoiceId } };
    await this.bookings.write(em, { accounts: [], parties: [], documents, freemium: false }, items, cause);
    return known(await this.creditNotes.find(em, organizationId, creditNoteId));
  }
}

/** A line the invoice does not have, or an invoice that is not theirs. */
function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Missing('billing.no-such-invoice');
  return value;
}
