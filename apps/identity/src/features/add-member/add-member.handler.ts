import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import type { PersonRecord } from '#contracts/identity/accounts.query';
import { AddMember } from '#contracts/identity/managing';
import { todayIn } from '#kernel/dates';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { NameKnown } from '../../domain/client.errors.js';
import { ConsentMissing } from '../../domain/invitation.errors.js';
import { nameKeysOf, newMember, type NewOwner } from '../../domain/new-account.js';
import { clientToManage, memberOf, saveNewMember } from '../../persistence/managed-clients.js';
import { personRecords } from '../../persistence/person-records.js';
import { noSuchAccount } from '../../persistence/closed-ids.js';

/** Adds somebody of any age, for whom the owner answers (ID-1). */
@CommandHandler(AddMember)
export class AddMemberHandler implements ICommandHandler<AddMember> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: AddMember): Promise<PersonRecord> {
    const { organization } = actingAdministrator();
    const member = newMember(command, todayIn(organization.timeZone, this.clock.now()));
    return this.idempotency.once(command, (em) => this.add(em, organization, command, member));
  }

  private async add(em: EntityManager, organization: ActingOrganization, command: AddMember, member: NewOwner): Promise<PersonRecord> {
    const { personId, accountId, createAnyway, email = null, gender = null } = command;
    const client = await clientToManage(em, organization.id, accountId); // Locked: of two at once the second one finds the first one's member.
    if (!client) return noSuchAccount(em, organization.id, accountId);
    if (client.consent !== 'given') throw new ConsentMissing();
    if (!createAnyway && (await memberOf(em, accountId, nameKeysOf(member.firstName, member.lastName)))) {
      throw new NameKnown({ matches: [{ accountId }] });
    }
    await saveNewMember(em, organization, { accountId, personId, owner: member, email: email?.trim() ?? null, gender, language: null });
    await this.audit.record(em, {
      organizationId: organization.id,
      action: 'identity.member-added',
      subject: accountId,
      facts: { person: personId, createdAnyway: createAnyway ?? false },
    });
    const [record] = await personRecords(em, organization.id, { of: 'people p', where: 'p.id = $2', values: [personId], limit: 1 });
    return record;
  }
}
