import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SignOutEverywhere } from '#contracts/identity/passwords';
import { Database } from '#platform/database/database';
import { signedInUser } from '../../access.js';
import { Sessions } from '../../persistence/sessions.js';
import { SignInLog } from '../../persistence/sign-in-log.js';

@CommandHandler(SignOutEverywhere)
export class SignOutEverywhereHandler implements ICommandHandler<SignOutEverywhere> {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly log: SignInLog,
  ) {}

  async execute(): Promise<{ ended: number }> {
    const user = await this.log.get(signedInUser());
    return this.database.transaction(async (em) => {
      const ended = await this.database.as(em, 'gatekeeper', () => this.sessions.closeAll(em, user.id, 'signed-out-everywhere'));
      await this.log.record(em, user, 'identity.signed-out-everywhere', { sessionsEnded: ended });
      return { ended };
    }, this.log.scopeOf(user));
  }
}
