import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import type { PersonRecord } from '#contracts/identity/accounts.query';
import { ChangeSharedFields } from '#contracts/identity/shared-fields';
import { todayIn, type LocalDate } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { OwnerUnderAge } from '../../domain/client.errors.js';
import { isUnderAge } from '../../domain/new-account.js';
import { sharedChange } from '../../domain/shared-fields.js';
import { SharedUnconfirmed } from '../../domain/shared-fields.errors.js';
import { onceAtATime } from '../../persistence/once-at-a-time.js';
import { personRecords } from '../../persistence/person-records.js';
import { SharedChanges } from '../../persistence/shared-changes.js';
import { changeShared, ownsAccount, sharedOfMember } from '../../persistence/shared-people.js';

/** Changes what is shared of a member, for everybody (ID-3): confirmed by whoever does it, told to all whom it reaches. */
@CommandHandler(ChangeSharedFields)
export class ChangeSharedFieldsHandler implements ICommandHandler<ChangeSharedFields> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly changes: SharedChanges,
    private readonly clock: Clock,
  ) {}

  execute(command: ChangeSharedFields): Promise<PersonRecord> {
    const { organization } = actingAdministrator();
    const today = todayIn(organization.timeZone, this.clock.now());
    return this.idempotency.once(command, (em) => this.change(em, organization, command, today));
  }

  private async change(
    em: EntityManager,
    organization: ActingOrganization,
    { personId, version, confirmShared, ...told }: ChangeSharedFields,
    today: LocalDate,
  ): Promise<PersonRecord> {
    await onceAtATime(em, `shared fields ${personId}`); // Others may change them too, and hold no row of ours.
    const before = await sharedOfMember(em, organization.id, personId);
    if (!before) throw new Missing('identity.no-such-person');
    if (before.version !== version) throw new Stale('identity.stale-person', { version: before.version });

    const { after, changed } = sharedChange(before, told, today);
    if (changed.length === 0) return this.answer(em, organization, personId);
    if (isUnderAge(after, today) && (await this.owns(em, personId))) throw new OwnerUnderAge(); // ID-1
    if (!confirmShared) throw new SharedUnconfirmed({ fields: changed });

    const organizations = await changeShared(em, personId, after);
    const record = await this.answer(em, organization, personId);
    await this.changes.tell(em, { personId, name: `${after.firstName} ${after.lastName}`, changed, organizations, by: organization });
    return record;
  }

  private owns(em: EntityManager, personId: string): Promise<boolean> {
    return this.database.as(em, 'introducer', () => ownsAccount(em, personId));
  }

  private async answer(em: EntityManager, { id }: ActingOrganization, personId: string): Promise<PersonRecord> {
    const [record] = await personRecords(em, id, { of: 'people p', where: 'p.id = $2', values: [personId], limit: 1 });
    return record;
  }
}
