import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SignOut } from '#contracts/identity/sessions.command';
import { Database } from '#platform/database/database';
import { Sessions } from '../../persistence/sessions.js';

@CommandHandler(SignOut)
export class SignOutHandler implements ICommandHandler<SignOut> {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
  ) {}

  async execute({ sessionId }: SignOut): Promise<{ ended: boolean }> {
    return { ended: await this.database.transaction((em) => this.sessions.close(em, sessionId), { as: 'gatekeeper' }) };
  }
}
