import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { PreviewCancellations, type PlannedUpstream } from '#contracts/billing/cancellations';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import { type PlannedMembershipCancellation, PreviewMembershipCancellations } from '#contracts/memberships/cancellations';
import { message } from '#contracts/message';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Messages } from '#platform/messaging/messages';
import { actingAdministrator } from '../../access.js';
import { cancellationsOf, cancelledBy, isCancellable, judgeCancellations } from '../../selling/judged-cancellations.js';

/** Judges cancellations and has what they mean at both levels computed, writing nothing. */
@QueryHandler(PreviewMembershipCancellations)
export class PreviewMembershipCancellationsHandler implements IQueryHandler<PreviewMembershipCancellations> {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly clock: Clock,
  ) {}

  async execute({
    cancellations,
  }: PreviewMembershipCancellations): Promise<{ cancellations: PlannedMembershipCancellation[]; billing: PlannedBilling | null }> {
    const acting = actingAdministrator();
    const ids = cancellations.map(({ membershipId }) => membershipId);
    const held = await this.database.transaction((em) => cancelledBy(em, acting.id, ids));
    const judged = judgeCancellations(cancellations, held, todayIn(acting.timeZone, this.clock.now()));
    const asked = cancellationsOf(judged.filter(isCancellable), acting.id, newId());
    const planned = asked.cancellations.length > 0 ? await this.messages.ask(message(PreviewCancellations, asked)) : null;
    const places = asked.cancellations.map(({ cancellationId }) => cancellationId).values();
    const above = new Map(planned?.upstream.map((one) => [one.cancellationId, one]));
    return {
      cancellations: judged.map((one) =>
        isCancellable(one)
          ? { problem: null, upstream: shown(above.get(places.next().value ?? '')) }
          : { problem: one.problem, upstream: null },
      ),
      billing: planned && billingOf(planned),
    };
  }
}

/** What is cancelled of the level above is told with its membership. */
const billingOf = ({ documents, accounts, plannedPayments, endedRecurringCharges, previewHash }: PlannedBilling): PlannedBilling => ({
  documents,
  accounts,
  plannedPayments,
  endedRecurringCharges,
  previewHash,
});

const shown = (upstream: PlannedUpstream | undefined): PlannedMembershipCancellation['upstream'] =>
  upstream ? { policy: upstream.policy, state: upstream.state, askedMinor: upstream.askedMinor } : null;
