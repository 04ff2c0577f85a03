import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PreviewCancellations, type PlannedUpstream } from '#contracts/billing/cancellations';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { Database } from '#platform/database/database';
import { levelsOf } from '../../levels.js';
import { Bookings } from '../../persistence/bookings.js';
import { draftCancellations } from './draft-cancellations.js';
import { LinesToCancel } from './lines-to-cancel.js';
import { plannedCancellations } from './planned-cancellations.js';

@QueryHandler(PreviewCancellations)
export class PreviewCancellationsHandler implements IQueryHandler<PreviewCancellations> {
  constructor(
    private readonly database: Database,
    private readonly lines: LinesToCancel,
    private readonly bookings: Bookings,
  ) {}

  execute(question: PreviewCancellations): Promise<PlannedBilling & { upstream: PlannedUpstream[] }> {
    const levels = levelsOf(question);
    return this.database.transaction(
      async (em) => {
        const cancellations = await this.lines.named(em, question.cancellations);
        const items = await this.lines.lines(em, cancellations, false);
        const drafted = draftCancellations(cancellations, await this.lines.setting(em, levels, items), null);
        const recurring = await this.lines.recurringCharges(em, cancellations, false);
        return plannedCancellations(await this.bookings.preview(em, drafted.plan, items), drafted, recurring);
      },
      { organizations: levels.organizations },
    );
  }
}
