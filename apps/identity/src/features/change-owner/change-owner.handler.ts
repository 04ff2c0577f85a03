import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { ChangeOwner, OwnerChanged, type OwnerChange } from '#contracts/identity/account-owners';
import { todayIn } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Letters } from '#platform/mail/letters';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { ConsentMissing } from '../../domain/invitation.errors.js';
import { checkHeir } from '../../domain/ownership.js';
import { formerOwnerLetter, newOwnerLetter } from '../../letters/owner-letters.js';
import { accountRecords } from '../../persistence/account-records.js';
import { languageOf } from '../../persistence/activations.js';
import { clientToManage } from '../../persistence/managed-clients.js';
import { onceAtATime } from '../../persistence/once-at-a-time.js';
import { handOver, ownershipOf, type Ownership, type OwnerToBe } from '../../persistence/ownerships.js';
import { SharedLog } from '../../persistence/shared-log.js';

/**
 * Another adult owns the account from now on (ID-18). Nothing of billing moves: it is the account's. Every letter is written to its
 * owner, so the next one goes to the new one (ID-2). Who signed in as owner keeps the sign-in, as a member.
 */
@CommandHandler(ChangeOwner)
export class ChangeOwnerHandler implements ICommandHandler<ChangeOwner> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly letters: Letters,
    private readonly outbox: Outbox,
    private readonly log: SharedLog,
    private readonly clock: Clock,
  ) {}

  execute(command: ChangeOwner): Promise<OwnerChange> {
    const { organization } = actingAdministrator();
    return this.idempotency.once(command, (em) => this.change(em, organization, command));
  }

  private async change(em: EntityManager, organization: ActingOrganization, { accountId, personId }: ChangeOwner): Promise<OwnerChange> {
    const now = this.clock.now();
    await onceAtATime(em, `owner ${accountId}`); // Two organizations may have the account.
    const client = await clientToManage(em, organization.id, accountId);
    if (!client) throw new Missing('identity.no-such-account');
    if (client.consent !== 'given') throw new ConsentMissing();
    const account = await ownershipOf(em, organization.id, accountId);
    if (account.ownerId === personId) return this.answer(em, organization.id, accountId, account, account.ownerId);

    checkHeir(account, personId, todayIn(organization.timeZone, now));
    const organizations = await handOver(em, accountId, personId, now);
    await this.write(em, organization, accountId, account, personId);
    const answer = await this.answer(em, organization.id, accountId, account, personId);
    const told = {
      by: organization.id,
      organizations,
      action: 'identity.owner-changed',
      subject: accountId,
      facts: { from: account.ownerId, to: personId },
      toOthers: { to: personId },
    };
    await this.log.record(em, told, (organizationId) =>
      this.outbox.add(em, OwnerChanged, { organizationId, accountId, ownerId: personId }),
    );
    return answer;
  }

  private async write(
    em: EntityManager,
    organization: ActingOrganization,
    accountId: Uuid,
    account: Ownership,
    heirId: Uuid,
  ): Promise<void> {
    const [former, heir] = [member(account, account.ownerId), member(account, heirId)];
    const now = this.clock.now().getTime();
    const letters = [
      { to: heir, other: former, content: newOwnerLetter },
      { to: former, other: heir, content: formerOwnerLetter },
    ].flatMap(({ to, other, content }) => {
      if (!to?.email) return [];
      const facts = { organizationName: organization.name, otherName: other ? `${other.firstName} ${other.lastName}` : null };
      return [
        {
          id: derivedId('letter', 'owner-changed', accountId, to.personId, now),
          organizationId: organization.id,
          kind: 'owner-changed',
          about: accountId,
          to: to.email,
          from: organization.name,
          content: content(to.language ?? languageOf(organization), facts),
        },
      ];
    });
    await this.letters.add(em, ...letters);
  }

  private async answer(
    em: EntityManager,
    organizationId: Uuid,
    accountId: Uuid,
    { ownerId, members }: Ownership,
    to: Uuid,
  ): Promise<OwnerChange> {
    const [account] = await accountRecords(em, organizationId, { where: 'c.account_id = $2', values: [accountId], limit: 1 });
    const [former, heir] = [member({ ownerId, members }, ownerId), member({ ownerId, members }, to)];
    return {
      account,
      formerOwner: { personId: ownerId, signsIn: former?.signsIn ?? false },
      newOwner: { personId: to, signsIn: heir?.signsIn ?? false, hasAddress: Boolean(heir?.email) },
    };
  }
}

const member = ({ members }: Ownership, id: Uuid | null): OwnerToBe | undefined => members.find(({ personId }) => personId === id);
