import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetAnswers, type AnswersRecord } from '#contracts/identity/forms';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { answersRecord } from '../../persistence/person-answers.js';

/** What the organization asks of a member, and what was answered: all of it, or one form (ID-19). */
@QueryHandler(GetAnswers)
export class GetAnswersHandler implements IQueryHandler<GetAnswers> {
  constructor(private readonly database: Database) {}

  async execute({ personId, formId }: GetAnswers): Promise<AnswersRecord> {
    const { organization } = actingAdministrator();
    return this.database.transaction((em) => answersRecord(em, organization.id, personId, formId));
  }
}
