import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import { type ActivityRecord, LogActivity } from '#contracts/memberships/entry';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { plainName } from '../../domain/name.js';
import { nameIn } from '../../domain/offer.js';
import { getActivity, logActivity, visitor } from '../../persistence/activities.js';

/** Somebody left or attended something: a fact, which nothing refuses (ID-27). */
@CommandHandler(LogActivity)
export class LogActivityHandler implements ICommandHandler<LogActivity> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(command: LogActivity): Promise<ActivityRecord> {
    const { id: organizationId, timeZone, languages } = actingAdministrator();
    return this.idempotency.once(command, async (em) => {
      const earlier = await getActivity(em, organizationId, command.activityId);
      if (earlier) return earlier;
      const now = this.clock.now();
      const { clients, passes } = await visitor(em, organizationId, command.personId, todayIn(timeZone, now));
      const activity = {
        id: command.activityId,
        kind: command.kind,
        personId: command.personId,
        accountId: clients[0]?.accountId ?? null,
        at: now.toISOString(),
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
