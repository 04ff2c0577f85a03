import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CreateCreditNote, type CreditNoteRecord } from '#contracts/billing/staff-documents';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { Bookings } from '../../persistence/bookings.js';
import { CreditNoteRecords } from '../../persistence/credit-note-records.js';
import { Corrections } from './corrections.js';

/** A correction by staff: lines of one invoice of theirs, whole, in part, or less a fee. */
@CommandHandler(CreateCreditNote)
export class CreateCreditNoteHandler implements ICommandHandler<CreateCreditNote> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly drafts: Corrections,
    private readonly bookings: Bookings,
    private readonly creditNotes: CreditNoteRecords,
  ) {}

  execute(command: CreateCreditNote): Promise<CreditNoteRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, (em) => this.create(em, command, organization.id), { organizations: [organization.id] });
  }

  private async create(em: EntityManager, command: CreateCreditNote, organizationId: Uuid): Promise<CreditNoteRecord> {
    const { creditNoteId, invoiceId, previewHash } = command;
    const { plan, items } = await this.drafts.draft(em, organizationId, command, true);
    const cause = { action: 'billing.credit-note-created', subject: creditNoteId, facts: { invoiceId } };
    await this.bookings.write(em, plan, items, cause, previewHash);
    const note = await this.creditNotes.find(em, organizationId, creditNoteId);
    if (!note) throw new Missing('billing.no-such-invoice');
    return note;
  }
}
