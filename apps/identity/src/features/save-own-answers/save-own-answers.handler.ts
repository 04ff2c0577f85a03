import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SaveOwnAnswers, type AnswersRecord } from '#contracts/identity/forms';
import { Database } from '#platform/database/database';
import { Idempotency } from '#platform/idempotency/idempotency';
import { signedInUser } from '../../access.js';
import { askingOrganization } from '../../persistence/asked-members.js';
import { SavedAnswers } from '../../persistence/saved-answers.js';

/** A client answers an organization, in its log under their own name (ID-19). */
@CommandHandler(SaveOwnAnswers)
export class SaveOwnAnswersHandler implements ICommandHandler<SaveOwnAnswers> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly saved: SavedAnswers,
  ) {}

  async execute(command: SaveOwnAnswers): Promise<AnswersRecord> {
    const userId = signedInUser();
    const { clientId, personId, answers } = command;
    const organization = await this.database.transaction((em) => askingOrganization(em, userId, clientId, personId), { as: 'introducer' });
    const scope = { organizations: [organization] };
    return this.idempotency.once(command, (em) => this.saved.save(em, organization, personId, answers), scope);
  }
}
