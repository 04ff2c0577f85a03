import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import { type ActivityRecord, CheckIn, type EntryRefusal } from '#contracts/memberships/entry';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { PersonNeeded } from '../../domain/card.errors.js';
import { parseCardCode } from '../../domain/card-code.js';
import { cardRefusal } from '../../domain/entry.js';
import { plainName } from '../../domain/name.js';
import { nameIn } from '../../domain/offer.js';
import { Door } from '../../entry/door.js';
import { getActivity, logAlone } from '../../persistence/activities.js';
import { findShownCard, type ShownCard } from '../../persistence/cards.js';

/** What came of somebody at the door. */
type Outcome = Pick<ActivityRecord, 'personId' | 'accountId' | 'reason' | 'membershipId' | 'pass'>;

/** Admits somebody or refuses them, and logs it (ID-27). Its id comes with the command: sent twice, it is one visit. */
@CommandHandler(CheckIn)
export class CheckInHandler implements ICommandHandler<CheckIn> {
  constructor(
    private readonly database: Database,
    private readonly door: Door,
    private readonly clock: Clock,
  ) {}

  async execute(command: CheckIn): Promise<ActivityRecord> {
    const organization = actingAdministrator();
    const { activityId: id, note } = command;
    const card = command.card === undefined ? undefined : await findShownCard(this.database, parseCardCode(command.card));
    const at = this.clock.now().toISOString();
    const outcome = await this.judge(command, organization, card);
    const activity = { id, kind: 'check-in' as const, at, ...outcome, note: plainName(note) ?? null };
    const isNew = await logAlone(this.database, { ...activity, organizationId: organization.id });
    const earlier = isNew ? undefined : await this.database.transaction((em) => getActivity(em, organization.id, id));
    return earlier ?? { ...activity, admitted: activity.reason === null };
  }

  private judge(command: CheckIn, organization: ActingOrganization, card: ShownCard | undefined): Promise<Outcome> | Outcome {
    const personId = command.personId ?? card?.personId ?? null;
    if (command.card !== undefined) {
      const reason = cardRefusal(card, command.personId, todayIn(organization.timeZone, this.clock.now()));
      if (reason) return refused(personId, reason);
    }
    if (personId === null) throw new PersonNeeded();
    return this.atTheDoor(command, organization, { personId, card });
  }

  /** Who shows a family's card enters by it, or not at all: it is what makes them one of the family. */
  private async atTheDoor(
    { offerIds, membershipId }: CheckIn,
    organization: ActingOrganization,
    { personId, card }: { personId: Uuid; card: ShownCard | undefined },
  ): Promise<Outcome> {
    const chosen = membershipId ?? (card?.personId === null ? card.membershipId : undefined);
    const { reason, visitor } = await this.door.judge(organization, personId, { offerIds, membershipId: chosen });
    const shown = visitor.passes.find((pass) => pass.membershipId === card?.membershipId);
    const pass = reason === null ? (shown ?? visitor.passes[0]) : undefined;
    return {
      personId,
      accountId: visitor.clients[0]?.accountId ?? null,
      reason,
      membershipId: pass?.membershipId ?? null,
      pass: pass ? nameIn(pass.names, organization.languages) : null,
    };
  }
}

const refused = (personId: Uuid | null, reason: EntryRefusal): Outcome => ({
  personId,
  accountId: null,
  reason,
  membershipId: null,
  pass: null,
});
