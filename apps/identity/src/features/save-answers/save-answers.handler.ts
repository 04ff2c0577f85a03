import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SaveAnswers, type AnswersRecord } from '#contracts/identity/forms';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { SavedAnswers } from '../../persistence/saved-answers.js';

/** Staff write down what a member answers (ID-19). */
@CommandHandler(SaveAnswers)
export class SaveAnswersHandler implements ICommandHandler<SaveAnswers> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly saved: SavedAnswers,
  ) {}

  execute(command: SaveAnswers): Promise<AnswersRecord> {
    const organizationId = actingAdministrator().organization.id;
    const { personId, answers } = command;
    return this.idempotency.once(command, (em) => this.saved.save(em, organizationId, personId, answers));
  }
}
