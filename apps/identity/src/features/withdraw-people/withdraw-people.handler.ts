import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PeopleWithdrawn, WithdrawPeople } from '#contracts/identity/withdraw-people.command';
import { Audit } from '#platform/audit/audit';
import { Forbidden } from '#platform/errors/forbidden';
import { Inbox } from '#platform/outbox/inbox';
import { Outbox } from '#platform/outbox/outbox';
import { importingClub } from '../../access.js';
import { planWithdrawal } from '../../domain/withdrawal.js';
import { archive, lockForWithdrawal, withdrawalFacts } from '../../persistence/withdrawals.js';

/** A batch of an undone import loses its people, accounts, clients and profiles, as far as nobody used them since (IMP-17). */
@CommandHandler(WithdrawPeople)
export class WithdrawPeopleHandler implements ICommandHandler<WithdrawPeople> {
  constructor(
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  execute({ importId, batch, organizationId, federationId, accounts, people }: WithdrawPeople): Promise<void> {
    const club = importingClub();
    if (club.organizationId !== organizationId || club.networkId !== federationId) throw new Forbidden();
    const named = {
      importId,
      organizationId,
      people: people.map(({ personId }) => personId),
      accounts: accounts.map(({ accountId }) => accountId),
    };
    return this.inbox.once(async (em) => {
      await lockForWithdrawal(em, named);
      const plan = planWithdrawal(accounts, people, await withdrawalFacts(em, named));
      await archive(em, named, plan);

      const withdrawn = { people: plan.people.length, accounts: plan.accounts.length };
      await this.outbox.add(em, PeopleWithdrawn, { importId, batch, ...withdrawn, kept: [...plan.kept] });
      await this.audit.record(em, {
        organizationId,
        action: 'identity.people-withdrawn',
        subject: importId,
        facts: { batch, ...withdrawn, clients: plan.clients.length, kept: plan.kept.length },
      });
    });
  }
}
