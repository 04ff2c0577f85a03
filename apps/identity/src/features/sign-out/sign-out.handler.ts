import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SignOut } from '#contracts/identity/sessions.command';
import { Database } from '#platform/database/database';
import { Sessions } from '../../persistence/sessions.js';
import { SignInLog } from '../../persistence/sign-in-log.js';

@CommandHandler(SignOut)
export class SignOutHandler implements ICommandHandler<SignOut> {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly log: SignInLog,
  ) {}

  async execute({ sessionId }: SignOut): Promise<{ ended: boolean }> {
    const userId = await this.database.transaction((em) => this.sessions.close(em, sessionId), { as: 'gatekeeper' });
    if (userId) this.log.tell(userId, 'identity.signed-out', { session: sessionId });
    return { ended: userId !== undefined };
  }
}
