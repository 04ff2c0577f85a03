import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { WriteOffInvoice, type CreditNoteRecord } from '#contracts/billing/staff-documents';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { NothingOpen } from '../../domain/credit.errors.js';
import { creditNoteFor } from '../../domain/credit-note.js';
import { creditOf } from '../../domain/credit.js';
import { BothLevels } from '../../persistence/both-levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { CreditNoteRecords } from '../../persistence/credit-note-records.js';
import { CreditableItems } from '../../persistence/creditable-items.js';
import { LedgerCodes } from '../../persistence/ledger-codes.js';

/** What will never be paid: a credit of all that is open, booked as a bad debt and not as less revenue (BIL-18). */
@CommandHandler(WriteOffInvoice)
export class WriteOffInvoiceHandler implements ICommandHandler<WriteOffInvoice> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly levels: BothLevels,
    private readonly items: CreditableItems,
    private readonly ledgerCodes: LedgerCodes,
    private readonly bookings: Bookings,
    private readonly creditNotes: CreditNoteRecords,
  ) {}

  execute(command: WriteOffInvoice): Promise<CreditNoteRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, (em) => this.writeOff(em, command, organization.id), { organizations: [organization.id] });
  }

  private async writeOff(em: EntityManager, command: WriteOffInvoice, organizationId: Uuid): Promise<CreditNoteRecord> {
    const { creditNoteId, invoiceId, ledgerCode: badDebtCode, memo } = command;
    const items = (await this.items.ofInvoice(em, invoiceId, true)).filter((item) => item.issuerId === organizationId);
    if (items.length === 0) throw new Missing('billing.no-such-invoice');
    const open = items.filter((item) => item.openMinor > 0);
    if (open.length === 0) throw new NothingOpen({ invoiceId });
    await this.ledgerCodes.refuseArchived(em, organizationId, [badDebtCode]);
    await this.ledgerCodes.enterBadDebt(em, organizationId, badDebtCode);

    const { issue } = await this.levels.issuer(em, organizationId);
    const credits = open.map((item) => ({ item, ...creditOf(item, { kind: 'amount', amountMinor: item.openMinor, tax: 'included' }) }));
    const note = creditNoteFor(creditNoteId, items[0], issue, credits, { reason: 'bad-debt', memo, badDebtCode });
    const plan = { accounts: [], parties: [], documents: [{ ...note, id: creditNoteId }], freemium: false };
    await this.bookings.write(em, plan, items, { action: 'billing.invoice-written-off', subject: invoiceId });
    const written = await this.creditNotes.find(em, organizationId, creditNoteId);
    if (!written) throw new Missing('billing.no-such-credit-note');
    return written;
  }
}
