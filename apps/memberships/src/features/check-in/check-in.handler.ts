import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type ActivityRecord, CheckIn } from '#contracts/memberships/entry';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { plainName } from '../../domain/name.js';
import { nameIn } from '../../domain/offer.js';
import { Door } from '../../entry/door.js';
import { getActivity, logActivity } from '../../persistence/activities.js';

/** Admits somebody or refuses them, and logs it (ID-27). Its id comes with the command: sent twice, it is one visit. */
@CommandHandler(CheckIn)
export class CheckInHandler implements ICommandHandler<CheckIn> {
  constructor(
    private readonly database: Database,
    private readonly door: Door,
    private readonly clock: Clock,
  ) {}

  async execute({ activityId, personId, offerIds, membershipId, note }: CheckIn): Promise<ActivityRecord> {
    const organization = actingAdministrator();
    const earlier = await this.database.transaction((em) => getActivity(em, organization.id, activityId));
    if (earlier) return earlier;
    const { reason, visitor } = await this.door.judge(organization, personId, { offerIds, membershipId });
    const pass = reason === null ? visitor.passes[0] : undefined;
    const activity = {
      id: activityId,
      kind: 'check-in' as const,
      personId,
      accountId: visitor.clients[0]?.accountId ?? null,
      at: this.clock.now().toISOString(),
      reason,
      membershipId: pass?.membershipId ?? null,
      pass: pass ? nameIn(pass.names, organization.languages) : null,
      note: plainName(note) ?? null,
    };
    await this.database.transaction((em) => logActivity(em, { ...activity, organizationId: organization.id }));
    return { ...activity, admitted: reason === null };
  }
}
