import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ChangeOwnMember, type OwnMemberRecord } from '#contracts/identity/shared-fields';
import { todayIn, type LocalDate } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { flowCaller, runAs } from '#platform/messaging/context';
import { signedInUser } from '../../access.js';
import { OwnerUnderAge } from '../../domain/client.errors.js';
import { isUnderAge } from '../../domain/new-account.js';
import { sharedChange } from '../../domain/shared-fields.js';
import { onceAtATime } from '../../persistence/once-at-a-time.js';
import { ownAccountMember } from '../../persistence/own-account-members.js';
import { personNumber } from '../../persistence/person-records.js';
import { SharedChanges } from '../../persistence/shared-changes.js';
import { changeShared } from '../../persistence/shared-people.js';

/** The client says what a member is called, to every organization that knows them (ID-3). Theirs to say: nobody confirms it. */
@CommandHandler(ChangeOwnMember)
export class ChangeOwnMemberHandler implements ICommandHandler<ChangeOwnMember> {
  constructor(
    private readonly database: Database,
    private readonly changes: SharedChanges,
    private readonly clock: Clock,
  ) {}

  async execute(command: ChangeOwnMember): Promise<OwnMemberRecord> {
    const userId = signedInUser();
    const { accountId, personId } = command;
    const member = await this.database.transaction((em) => ownAccountMember(em, userId, accountId, personId), { as: 'introducer' });
    if (!member) throw new Missing('identity.no-such-person');
    const today = todayIn(member.timeZone, this.clock.now());
    const caller = flowCaller(`client:${userId}`, member.organizations, member.networkId);
    return runAs(caller, () => this.database.transaction((em) => this.change(em, command, today, userId)));
  }

  private async change(em: EntityManager, command: ChangeOwnMember, today: LocalDate, userId: string): Promise<OwnMemberRecord> {
    const { accountId, personId, firstName, lastName, birthDate } = command;
    await onceAtATime(em, `shared fields ${personId}`);
    const member = await this.database.as(em, 'introducer', () => ownAccountMember(em, userId, accountId, personId)); // As it is by now.
    if (!member) throw new Missing('identity.no-such-person');
    const { after, changed } = sharedChange(member, { firstName, lastName, birthDate }, today);
    if (isUnderAge(after, today) && member.ownsAccount) throw new OwnerUnderAge();
    if (changed.length > 0) {
      const organizations = await changeShared(em, personId, after);
      await this.changes.tell(em, { personId, name: `${after.firstName} ${after.lastName}`, changed, organizations, by: null });
    }
    const { number, picture } = member;
    const shown = { firstName: after.firstName, lastName: after.lastName, birthDate: after.birthDate };
    return { personId, number: personNumber(number), ...shown, picture };
  }
}
