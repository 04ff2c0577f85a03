import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { PreviewCancellations } from '#contracts/billing/cancellations';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { PreviewAffiliationCancellation } from '#contracts/memberships/affiliations';
import { message } from '#contracts/message';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { Messages } from '#platform/messaging/messages';
import { actingFederation } from '../../access.js';
import { AffiliationEnded } from '../../domain/affiliation.errors.js';
import { findAffiliations } from '../../persistence/affiliations.js';

/** What billing would make of the end of an affiliation, computed by what the end itself uses; nothing is written. */
@QueryHandler(PreviewAffiliationCancellation)
export class PreviewAffiliationCancellationHandler implements IQueryHandler<PreviewAffiliationCancellation> {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly clock: Clock,
  ) {}

  async execute({ affiliationId, credit }: PreviewAffiliationCancellation): Promise<PlannedBilling> {
    const federation = actingFederation();
    const today = todayIn(federation.timeZone, this.clock.now());
    const wanted = { id: affiliationId, limit: 1 };
    const [found] = await this.database.transaction((em) => findAffiliations(em, federation, today, wanted));
    if (!found) throw new Missing('memberships.no-such-affiliation');
    if (found.record.endedOn !== null) throw new AffiliationEnded();
    const line = { cancellationId: newId(), affiliationId, credit };
    const planned = await this.messages.ask(message(PreviewCancellations, { organizationId: federation.id, cancellations: [line] }));
    const { documents, accounts, plannedPayments, previewHash } = planned;
    return { documents, accounts, plannedPayments, previewHash };
  }
}
