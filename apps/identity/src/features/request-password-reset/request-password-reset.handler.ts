import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RequestPasswordReset } from '#contracts/identity/passwords';
import { Database } from '#platform/database/database';
import { emailKeyOf } from '../../persistence/access.entity.js';
import { ResetDesk } from '../../persistence/reset-desk.js';
import { SignInFailures } from '../../persistence/sign-in-failures.js';

/** Takes the request down, known address or not; the desk looks who it is for. */
@CommandHandler(RequestPasswordReset)
export class RequestPasswordResetHandler implements ICommandHandler<RequestPasswordReset> {
  constructor(
    private readonly database: Database,
    private readonly failures: SignInFailures,
    private readonly desk: ResetDesk,
  ) {}

  async execute({ email, language = 'en', address }: RequestPasswordReset): Promise<{ sent: true }> {
    const emailKey = emailKeyOf(email);
    await this.failures.countTry(`reset ${emailKey}`, address);
    await this.database.transaction((em) => this.desk.take(em, emailKey, language), { as: 'gatekeeper' });
    return { sent: true };
  }
}
