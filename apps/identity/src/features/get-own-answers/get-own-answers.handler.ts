import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetOwnAnswers, type AnswersRecord } from '#contracts/identity/forms';
import { Database } from '#platform/database/database';
import { signedInUser } from '../../access.js';
import { askingOrganization } from '../../persistence/asked-members.js';
import { answersRecord } from '../../persistence/person-answers.js';

/** What an organization asks of somebody's own account, and what they answered. */
@QueryHandler(GetOwnAnswers)
export class GetOwnAnswersHandler implements IQueryHandler<GetOwnAnswers> {
  constructor(private readonly database: Database) {}

  async execute({ clientId, personId, formId }: GetOwnAnswers): Promise<AnswersRecord> {
    const userId = signedInUser();
    const organization = await this.database.transaction((em) => askingOrganization(em, userId, clientId, personId), { as: 'introducer' });
    return this.database.transaction((em) => answersRecord(em, organization, personId, formId), { organizations: [organization] });
  }
}
