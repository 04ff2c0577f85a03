import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type ActivityRecord, LogActivity } from '#contracts/memberships/entry';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { plainName } from '../../domain/name.js';
import { nameIn } from '../../domain/offer.js';
import { Door } from '../../entry/door.js';
import { getActivity, logActivity } from '../../persistence/activities.js';

/** Somebody left or attended something: a fact, which nothing refuses (ID-27). */
@CommandHandler(LogActivity)
export class LogActivityHandler implements ICommandHandler<LogActivity> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly door: Door,
    private readonly clock: Clock,
  ) {}

  async execute(command: LogActivity): Promise<ActivityRecord> {
    const acting = actingAdministrator();
    const { id: organizationId, languages } = acting;
    const { clients, passes } = await this.door.visitor(acting, command.personId); // Before a transaction is opened: it may ask others.
    return this.idempotency.once(command, async (em) => {
      const earlier = await getActivity(em, organizationId, command.activityId);
      if (earlier) return earlier;
      const activity = {
        id: command.activityId,
        kind: command.kind,
        personId: command.personId,
        accountId: clients[0]?.accountId ?? null,
        at: this.clock.now().toISOString(),
        reason: null,
        membershipId: passes[0]?.membershipId ?? null,
        pass: passes[0] ? nameIn(passes[0].names, languages) : null,
        note: plainName(command.note) ?? null,
      };
      await logActivity(em, { ...activity, organizationId });
      return { ...activity, admitted: true };
    });
  }
}
