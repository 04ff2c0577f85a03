import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListCreditNotes, type CreditNoteRecord } from '#contracts/billing/staff-documents';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { CreditNoteRecords } from '../../persistence/credit-note-records.js';
import { DocumentPages } from '../../persistence/document-pages.js';

/** An organization's credit notes: those it issued and those it was given. */
@QueryHandler(ListCreditNotes)
export class ListCreditNotesHandler implements IQueryHandler<ListCreditNotes> {
  constructor(
    private readonly database: Database,
    private readonly pages: DocumentPages,
    private readonly creditNotes: CreditNoteRecords,
  ) {}

  execute({ limit, after, sort, ...filter }: ListCreditNotes): Promise<Page<CreditNoteRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      const { data, next } = await this.pages.of(em, organization, 'credit-note', { limit, after, sort, filter });
      return { data: await this.creditNotes.complete(em, data), next };
    });
  }
}
