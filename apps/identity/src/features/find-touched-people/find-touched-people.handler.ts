import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { FindTouchedPeople, type PartiesJudged } from '#contracts/identity/withdraw-people.command';
import { Database } from '#platform/database/database';
import { importingClub } from '../../access.js';
import { planWithdrawal } from '../../domain/withdrawal.js';
import { withdrawalFacts } from '../../persistence/withdrawals.js';

/** Whom the undo of an import would withdraw and whom it would keep, by the rule that withdraws them (IMP-17). */
@QueryHandler(FindTouchedPeople)
export class FindTouchedPeopleHandler implements IQueryHandler<FindTouchedPeople> {
  constructor(private readonly database: Database) {}

  async execute({ importId, accounts, people }: FindTouchedPeople): Promise<PartiesJudged> {
    const { organizationId } = importingClub();
    const asked = {
      importId,
      organizationId,
      people: people.map(({ personId }) => personId),
      accounts: accounts.map(({ accountId }) => accountId),
    };
    const plan = planWithdrawal(accounts, people, await this.database.transaction((em) => withdrawalFacts(em, asked)));
    return { people: plan.people.length, accounts: plan.accounts.length, kept: [...plan.kept] };
  }
}
