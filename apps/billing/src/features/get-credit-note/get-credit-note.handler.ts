import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetCreditNote, type CreditNoteRecord } from '#contracts/billing/staff-documents';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { requireRole } from '#platform/messaging/context';
import { CreditNoteRecords } from '../../persistence/credit-note-records.js';

@QueryHandler(GetCreditNote)
export class GetCreditNoteHandler implements IQueryHandler<GetCreditNote> {
  constructor(
    private readonly database: Database,
    private readonly creditNotes: CreditNoteRecords,
  ) {}

  execute({ creditNoteId }: GetCreditNote): Promise<CreditNoteRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      const creditNote = await this.creditNotes.find(em, organization.id, creditNoteId);
      if (!creditNote) throw new Missing('billing.no-such-credit-note');
      return creditNote;
    });
  }
}
