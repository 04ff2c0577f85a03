import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { PreviewCreditNote } from '#contracts/billing/staff-documents';
import { newId } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { Bookings } from '../../persistence/bookings.js';
import { Corrections } from './corrections.js';

@QueryHandler(PreviewCreditNote)
export class PreviewCreditNoteHandler implements IQueryHandler<PreviewCreditNote> {
  constructor(
    private readonly database: Database,
    private readonly drafts: Corrections,
    private readonly bookings: Bookings,
  ) {}

  execute(question: PreviewCreditNote): Promise<PlannedBilling> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(
      async (em) => {
        const { plan, items } = await this.drafts.draft(em, organization.id, { ...question, creditNoteId: newId() }, false);
        return this.bookings.preview(em, plan, items);
      },
      { organizations: [organization.id] },
    );
  }
}
