import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListOwnerCandidates, type OwnerCandidates } from '#contracts/identity/account-owners';
import { todayIn } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingAdministrator } from '../../access.js';
import { ConsentMissing } from '../../domain/invitation.errors.js';
import { canChangeHands, standingOf } from '../../domain/ownership.js';
import { clientToManage } from '../../persistence/managed-clients.js';
import { ownershipOf } from '../../persistence/ownerships.js';
import { personNumber } from '../../persistence/person-records.js';

/** Who of the members could own the account, by the rule that changes it (ID-18). Contacts are not among them. */
@QueryHandler(ListOwnerCandidates)
export class ListOwnerCandidatesHandler implements IQueryHandler<ListOwnerCandidates> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId }: ListOwnerCandidates): Promise<OwnerCandidates> {
    const { organization } = actingAdministrator();
    const today = todayIn(organization.timeZone, this.clock.now());
    const account = await this.database.transaction(async (em) => {
      const client = await clientToManage(em, organization.id, accountId);
      if (!client) throw new Missing('identity.no-such-account');
      if (client.consent !== 'given') throw new ConsentMissing();
      return ownershipOf(em, organization.id, accountId);
    });
    const data = account.members.map(({ email, language: _written, number, ...member }) => {
      const standing = standingOf(member, account.ownerId, today);
      return { ...member, ...standing, number: personNumber(number), eligible: standing.because === null, hasAddress: email !== null };
    });
    return { data, possible: canChangeHands(account, today) };
  }
}
